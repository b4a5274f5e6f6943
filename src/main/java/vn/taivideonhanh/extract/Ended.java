package vn.taivideonhanh.extract;

import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * How an attempt at an analysis ended.
 *
 * @param version of the yt-dlp that it was made with
 * @param site a name of the list that does not grow
 * @param known whether that is one site's, as opposed to that of all the rest
 * @param url of the page; private
 * @param problem null when it succeeded
 */
public record Ended(
    String version, String site, boolean known, String url, @Nullable ProblemCode problem) {}
