/** How frames leave the link manager, behind one small interface. */
package io.hallmark.link.transport;
