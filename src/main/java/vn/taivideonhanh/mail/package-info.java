/**
 * Sends letters by SMTP (RFC 5321), of plain text, from a bounded queue of this node: {@link
 * vn.taivideonhanh.mail.Mailer}. TLS is required but on loopback, and addresses are single plain
 * ones, so that nothing in a letter can add a header or a recipient. What is waiting when the node
 * ends is lost: whoever waits for a letter asks again.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.mail;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
