package io.hallmark.link.delivery;

import io.hallmark.link.peering.Peering;
import io.hallmark.link.routing.Router;
import java.util.function.LongSupplier;

/**
 * What all partitions of one link manager work with.
 *
 * @param nanoTime a clock that only goes forward, for lanes' timers
 */
record Desk(
    Ground ground,
    DeliverySettings settings,
    Ledger ledger,
    Records records,
    Router router,
    Peering peering,
    DeliveryCounters counters,
    LongSupplier nanoTime) {}
