/**
 * A job queue in Redis; knows nothing of what its jobs are. {@link vn.taivideonhanh.queue.JobQueue}
 * is what can be done with it, {@link vn.taivideonhanh.queue.Worker} runs jobs. A job is leased to
 * a worker, which renews the lease while it works; a job whose worker died goes to another one. It
 * may so be begun twice, but only the holder of the newest lease can end it.
 *
 * <p>All keys begin with {@code <prefix>:jq:{<queue>}:}, so that one queue is one slot of a
 * cluster. Every change is one script; what a script publishes is a hint that may be lost.
 *
 * <pre>
 * key        type    content                                          who deletes it
 * j:id       string  the job, see below                               Redis, `keep` after its end
 * q          zset    waiting jobs, added+id by fair tag               claim, cancel
 * due        zset    jobs between two attempts, added+id by ms        claim, cancel
 * l          zset    leases, id:token by their end in ms              finish, fail, release, reap, cancel
 * b          hash    person to "waiting-jobs last-tag"                when the person has none waiting
 * s:print    string  id of the job that answers for a fingerprint     Redis, `fresh` after success
 * w:id       set     who waits for the job                            at its end
 * p:id       string  what the job is doing                            at the attempt's end
 * dead       zset    ids of given-up jobs by ms, at most 1,000        the next one given up
 * m          hash    v: last dispatched tag; token: of the last       never
 *                    lease; idle: a node found nothing
 * wake       channel something waits, while a node is idle
 * stop       channel id of a job that must not go on
 * news       channel id of a job of which something changed
 * </pre>
 *
 * <p>A job: state (1 character), attempt (2 digits), stalls (2), token of the last lease (12), when
 * it ended in ms (13), when it was added in ms (13); then, each after a space, person, fingerprint
 * and weight; a line feed; the payload; and, where there is one, a line feed and the result or the
 * last failure.
 *
 * <p>The order is self-clocked fair queueing: a person's next job gets the tag max(v, the person's
 * last tag) + 1/weight, and the lowest tag is next. So people with many jobs take turns with those
 * who have one.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.queue;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
