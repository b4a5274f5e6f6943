package vn.taivideonhanh.http;

import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.token.TokenMessages.Client;

/** Who asks, and from where. */
record Caller(Identity who, Client client) {}
