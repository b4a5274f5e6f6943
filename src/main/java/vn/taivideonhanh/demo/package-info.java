/**
 * A small media site on loopback, for trying the whole flow with no Internet and for tests: pages
 * that yt-dlp's generic extractor understands, media made once by ffmpeg, and faults on demand. It
 * is a program of its own; the server never starts it and treats it as any other site. Everything
 * runs on the event loop that {@link vn.taivideonhanh.demo.DemoSite#start} was called on.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.demo;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
