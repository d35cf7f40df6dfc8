package io.hallmark.gateway;

import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.SigningClient;
import io.hallmark.crypto.SigningClients;
import io.hallmark.gateway.identity.MembershipDirectory;
import io.hallmark.messaging.topic.Role;
import io.hallmark.messaging.worker.WorkerEnvironment;

/**
 * The edge of a cluster: HTTPS in and out, over mutually authenticated TLS 1.3. It holds no private
 * key, no session key and no message in clear.
 */
public final class Gateway {
  private Gateway() {}

  /**
   * Starts a gateway. It listens at once and turns connections away until it is ready; the bus, the
   * topics, the members and the crypto worker are waited for.
   *
   * @throws GatewayFault if BoringSSL does not load or the address cannot be listened on
   */
  public static RunningGateway start(WorkerEnvironment environment, GatewayConfig config) {
    String clientId = "gateway-" + environment.instance();
    SigningClient signing = SigningClients.open(environment, KeyCategory.TLS, Role.GATEWAY);
    return GatewayAssembly.over(
        environment, config, signing, MembershipDirectory.start(environment, clientId));
  }
}
