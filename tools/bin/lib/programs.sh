# shellcheck shell=bash
# The programs there are: name, main class, how the JVM is set (cli: quick to start; worker: long to
# run) and one line about it. Sourced by ../hallmark.

hallmark_programs() {
  cat <<'END'
crypto-worker|io.hallmark.crypto.worker.CryptoWorkerProgram|worker|signs with keys in PKCS#11 tokens; the only part with a PIN
link-manager|io.hallmark.link.LinkManagerProgram|worker|end-to-end sessions and exactly-once delivery between organisations
gateway|io.hallmark.gateway.GatewayProgram|worker|HTTPS in and out, mutual TLS 1.3 with keys behind the crypto worker
hsm|io.hallmark.hsm.cli.HsmProgram|cli|looks at tokens: slots, check, init, mechanisms, keys
crypto|io.hallmark.crypto.cli.CryptoProgram|cli|asks the crypto worker: keys, certificate requests, signatures, load
ceremony|io.hallmark.tools.ceremony.CeremonyProgram|cli|key ceremonies: plans, rehearsals, runs before witnesses, transcripts
fake-ca|io.hallmark.fakeca.FakeCaProgram|cli|a certificate authority for tests: CAs, certificates, CRLs, OCSP
kafka-setup|io.hallmark.tools.kafkasetup.KafkaSetupProgram|cli|creates the topics of the catalogue
p2p-setup|io.hallmark.tools.p2psetup.P2pSetupProgram|cli|publishes groups, members, identities and configuration
app-simulator|io.hallmark.tools.simulator.AppSimulatorProgram|cli|sends numbered messages, receives them, reconciles
broker|io.hallmark.tools.broker.BrokerProgram|worker|one Kafka broker for development
cluster|io.hallmark.tools.cluster.ClusterProgram|cli|whole clusters on this machine, kept until taken down
demo|io.hallmark.tools.cluster.DemoProgram|cli|two clusters, messages both ways, a table of what arrived
END
}

# What describes all of them together.
hallmark_front_door() {
  echo 'front-door|io.hallmark.tools.frontdoor.HallmarkProgram|cli|'
}
