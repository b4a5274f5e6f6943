/**
 * The jar as a child process, asked from outside: what a new user would try. The sample site runs
 * in the test's own process, so that its journal and its files can be compared.
 */
@NullMarked
package vn.taivideonhanh.it;

import org.jspecify.annotations.NullMarked;
