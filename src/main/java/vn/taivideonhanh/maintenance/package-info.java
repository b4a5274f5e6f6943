/**
 * Upkeep that must happen now and then on one node, whichever that is: the tasks are given by
 * whoever starts the program. {@link vn.taivideonhanh.maintenance.MaintenanceMessages} is the whole
 * contract; the verticle runs on an event loop, looks every minute which task is due, and takes a
 * lease of it in Redis.
 *
 * <p>The keys, below {@code <prefix>:mt:}:
 *
 * <ul>
 *   <li>{@code {task}:holder}, string: the turn of the node that runs the task; a lease
 *   <li>{@code {task}:record}, hash: {@code at} (ms, when it last succeeded), {@code removed} (how
 *       many things); never expires
 * </ul>
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.maintenance;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
