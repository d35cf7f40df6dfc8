package io.hallmark.link.delivery;

import io.hallmark.link.peering.Peering;
import io.hallmark.link.routing.Router;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.wire.p2p.OutboundMessage;
import java.util.function.LongSupplier;

/**
 * What all partitions of one link manager work with.
 *
 * @param messages reads what applications of any version have written
 * @param nanoTime a clock that only goes forward, for lanes' timers
 */
record Desk(
    Ground ground,
    DeliverySettings settings,
    Ledger ledger,
    Codec<OutboundMessage> messages,
    Records records,
    Router router,
    Peering peering,
    DeliveryCounters counters,
    LongSupplier nanoTime) {}
