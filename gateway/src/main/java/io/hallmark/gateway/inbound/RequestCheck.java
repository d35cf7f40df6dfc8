package io.hallmark.gateway.inbound;

import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.METHOD_NOT_ALLOWED;
import static io.netty.handler.codec.http.HttpResponseStatus.MISDIRECTED_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.NOT_FOUND;
import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE;
import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
import static io.netty.handler.codec.http.HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE;

import io.hallmark.gateway.tls.ShownIdentity;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import java.util.Optional;

/** Looks at a request's header: what is wrong with it is known before its body is read. */
final class RequestCheck {
  static final String PATH = "/v1/link";
  static final String CONTENT_TYPE = "application/vnd.hallmark.link+avro";

  private RequestCheck() {}

  /** The answer to a request that will not be read any further; none if it will. */
  static Optional<Answer> refusal(HttpRequest request, ShownIdentity shown, int bodyBytes) {
    if (request.decoderResult().isFailure()) {
      Throwable cause = request.decoderResult().cause();
      return cause instanceof TooLongHttpHeaderException
          ? refuse(Answer.of(REQUEST_HEADER_FIELDS_TOO_LARGE, "header too large"))
          : refuse(Answer.of(BAD_REQUEST, "not HTTP"));
    }
    String authority = request.headers().get(HttpHeaderNames.HOST);
    if (authority == null) {
      return refuse(Answer.of(BAD_REQUEST, "no host"));
    }
    if (!shown.answersFor(authority)) {
      return refuse(Answer.of(MISDIRECTED_REQUEST, "another host"));
    }
    if (!path(request.uri()).equals(PATH)) {
      return refuse(Answer.of(NOT_FOUND, "another path"));
    }
    if (!HttpMethod.POST.equals(request.method())) {
      return refuse(Answer.of(METHOD_NOT_ALLOWED, "another method"));
    }
    if (!isLink(request.headers().get(HttpHeaderNames.CONTENT_TYPE))) {
      return refuse(Answer.of(UNSUPPORTED_MEDIA_TYPE, "another content type"));
    }
    return HttpUtil.getContentLength(request, 0L) > bodyBytes
        ? refuse(Answer.of(REQUEST_ENTITY_TOO_LARGE, "body too large"))
        : Optional.empty();
  }

  private static Optional<Answer> refuse(Answer answer) {
    return Optional.of(answer);
  }

  private static String path(String uri) {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  private static boolean isLink(String contentType) {
    if (contentType == null) {
      return false;
    }
    int parameters = contentType.indexOf(';');
    String bare = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return bare.trim().equalsIgnoreCase(CONTENT_TYPE);
  }
}
