/**
 * Accounts: who somebody is, and how that is shown. {@link
 * vn.taivideonhanh.account.AccountMessages} is what everybody may ask, {@link
 * vn.taivideonhanh.account.PeopleMessages} what admins may, {@link
 * vn.taivideonhanh.account.OidcMessages} what there is of a login provider; {@link
 * vn.taivideonhanh.account.AccountVerticle} answers on an event loop and computes passwords on
 * workers of its own. All state is in Redis, changed by Lua scripts, so that every node knows the
 * same and a session that is ended is ended everywhere with the next request.
 *
 * <p>The keys, below {@code <prefix>:ac:}:
 *
 * <ul>
 *   <li>{@code {account}:user}, hash: {@code name}, {@code email}, {@code hash} (Argon2id, PHC
 *       string), {@code role}, {@code tier}, {@code until} (ms, when the tier ends, or empty),
 *       {@code blocked}, {@code created} and {@code seen} (ms), {@code totp}, {@code totpStep},
 *       {@code totpNew}, {@code reset} and {@code resetUntil} (of the one link), {@code link}
 *       (digest of a login at the provider) and {@code linkAdmin}, {@code emailOk}, {@code
 *       mailProof}, {@code mailUntil} and {@code mailTo} (of the one link in a letter, and where it
 *       went), {@code turn} (of the last change of whether it is an admin); lapses after a minute
 *       until a first session is opened
 *   <li>{@code {account}:sessions}, hash: session id to JSON; at most 20
 *   <li>{@code {account}:keys}, hash: key id to JSON; at most 50
 *   <li>{@code {account}:recovery}, set: digests of recovery codes
 *   <li>{@code name:{digest}}, string: the account that has a name; lapses after a minute until the
 *       account is there
 *   <li>{@code login:{digest}}, string: the account that has a login at the provider; lapses as a
 *       name does
 *   <li>{@code mail:{digest}}, string: the account that has confirmed a mail address
 *   <li>{@code first}, string: the account that used the code of the first start, or {@code gone}
 *   <li>{@code admins}, hash: account to {@code yes}, {@code no} or the number of a change that
 *       goes on; {@code turn}, the number of the last one
 *   <li>{@code names}, zset by text: {@code name:account}, the list of all accounts
 *   <li>{@code departed}, zset: accounts that were removed, by when, until other parts keep nothing
 *       of them
 *   <li>{@code invites}, hash: invitation id to JSON; at most 1,000
 *   <li>{@code tries:{digest}}, list: times of the last tries of passwords; expires
 *   <li>{@code audit}, stream: what admins did, {@code accounts.auditEntries} at most
 * </ul>
 *
 * <p>Letters that are to be written are orders in the queue {@code mails}. Of passwords, keys,
 * refresh tokens, recovery codes and links only digests are kept.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.account;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
