/** Tests of the sample site, over real sockets and with real ffmpeg. */
@NullMarked
package vn.taivideonhanh.demo;

import org.jspecify.annotations.NullMarked;
