/**
 * A job queue in Redis; knows nothing of what its jobs are. {@link vn.taivideonhanh.queue.JobQueue}
 * is what can be done with it, {@link vn.taivideonhanh.queue.Worker} runs jobs, {@link
 * vn.taivideonhanh.queue.QueueControl} is for operators. A job is leased to a worker, which renews
 * the lease while it works; a job whose worker died goes to another one. It may so be begun twice,
 * but only the holder of the newest lease can end it.
 *
 * <p>All keys begin with {@code <prefix>:jq:{<queue>}:}, so that one queue is one slot of a
 * cluster. Every change is one script for many jobs; keys that are not among its {@code KEYS} are
 * made from ids and have the same beginning. What scripts publish is a hint that may be lost.
 *
 * <pre>
 * key        type    content                                          who deletes it
 * j:id       string  the job, see below                               reap, "keep" after its end
 * q4, q1     zset    waiting jobs of a weight, by round and number    step, cancel
 * due        zset    jobs that wait for a time, by ms                 step, cancel
 * l          zset    leases, id:token by their end in ms              step, reap, cancel
 * u:person   string  "waiting-jobs weight=round ...": its last round  with its last waiting job
 * s:print    string  id of the job that answers for a fingerprint     Redis, "fresh" after success
 * w:id       set     who waits for the job, if more than one          at its end
 * p:id       string  what the job is doing                            at the attempt's end
 * o:id       list    what the job has said                            with the job
 * ec ef ex   zset    ids that were completed, failed, cancelled, by   the newest "ended" stay, and
 * ez         zset    ms; and given up                                 none older than "keep"
 * limits     hash    lane to "running starts ms"; a lane is p:person, who has set it
 *                    g:group, or p and g for each of them
 * named      hash    the same for p and g, as configured last         never
 * n:lane     string  "running next-start slow-until"                  when none runs
 * k4:lane    zset    jobs of a weight that wait for the lane          step, cancel
 * held       zset    lanes that have such jobs, by when to look       step
 * sched next hash    schedules by name; zset: their next times        who has put them
 * fired      hash    schedules by name: "ms outcome" of the last time with the schedule
 * f:name-ms  string  a node is firing that schedule                   Redis, after 10 s
 * m          hash    see below                                        never
 * ev         stream  what has changed: a letter of a state or p for   the newest "news" stay
 *                    progress, and ids; only while somebody listens
 * wake       channel something waits, while a node is idle
 * stop       channel id of a job that must not go on
 * </pre>
 *
 * <p>The hash {@code m}: {@code seq}, jobs added; {@code n}, jobs that wait, all of them; {@code
 * token} of the last lease; {@code tiers}, see lua/queue/tiers; {@code due}, when the first of
 * {@code due} may be; {@code idle}, a node found less than it asked for; {@code paused}; {@code
 * ears}, until when somebody listens; {@code lim}, there are limits; {@code slow}, until when some
 * group is slowed.
 *
 * <p>A job: state (1 character), attempt (2 digits), stalls (2), the lanes in which it is counted
 * (1: {@code -pgb}), token of the last lease, and after a comma when it ended in ms; then, each
 * after a space, when it was added in ms, person, weight, group or {@code -}, fingerprint or {@code
 * -}, priority, and when it may start in ms; a line feed; the payload; and, where there is one, a
 * line feed and the result or the last failure.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.queue;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
