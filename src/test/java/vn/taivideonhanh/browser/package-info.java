/** A real Chromium, told by tests what to do over its DevTools protocol. */
@NullMarked
package vn.taivideonhanh.browser;

import org.jspecify.annotations.NullMarked;
