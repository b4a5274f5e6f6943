/**
 * Sends letters by SMTP (RFC 5321), of plain text: {@link vn.taivideonhanh.mail.Mailer}. TLS is
 * required but on loopback, and addresses are single plain ones, so that nothing in a letter can
 * add a header or a recipient. What waits, and is tried again, does so with whoever writes letters.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.mail;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
