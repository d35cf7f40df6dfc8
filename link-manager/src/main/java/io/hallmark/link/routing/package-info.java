/** Where a message of {@code p2p.out} goes, or why it goes nowhere. */
package io.hallmark.link.routing;
