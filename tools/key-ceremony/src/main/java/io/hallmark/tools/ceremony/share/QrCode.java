package io.hallmark.tools.ceremony.share;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * QR codes (ISO/IEC 18004) in half blocks, two rows of modules a line. Light modules are drawn, so
 * that a terminal with a dark background shows them light; scanners read inverted ones too.
 */
final class QrCode {
  /** Light modules around it (section 6.3.8). */
  private static final int QUIET_ZONE = 4;

  private static final char BOTH = '\u2588';
  private static final char UPPER = '\u2580';
  private static final char LOWER = '\u2584';

  private QrCode() {}

  static List<String> lines(String content) {
    BitMatrix code = matrix(content);
    List<String> lines = new ArrayList<>();
    for (int y = 0; y < code.getHeight(); y += 2) {
      StringBuilder line = new StringBuilder();
      for (int x = 0; x < code.getWidth(); x++) {
        boolean upper = !code.get(x, y);
        boolean lower = y + 1 >= code.getHeight() || !code.get(x, y + 1);
        line.append(upper ? (lower ? BOTH : UPPER) : (lower ? LOWER : ' '));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  static BitMatrix matrix(String content) {
    try {
      return new QRCodeWriter()
          .encode(
              content,
              BarcodeFormat.QR_CODE,
              0,
              0,
              Map.of(
                  EncodeHintType.ERROR_CORRECTION,
                  ErrorCorrectionLevel.M,
                  EncodeHintType.MARGIN,
                  QUIET_ZONE));
    } catch (WriterException e) {
      throw new IllegalStateException("a share does not fit a QR code", e);
    }
  }
}
