package vn.taivideonhanh.egress;

import java.net.InetAddress;

/**
 * What a connection leads to. One is only used again for all the same: name and checked address.
 */
record Route(boolean secure, String name, InetAddress address, int port) {}
