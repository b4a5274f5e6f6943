// A certified OpenID Connect provider (oidc-provider) on a free port of loopback, for ProviderLoginTest.
// Its pages let anybody in under the name that is typed. /test/lie makes the token endpoint lie, in the
// one way that the query names. It prints its address when it listens, and ends with its standard input.
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, decodeJwt } from 'jose';
import { Provider } from 'oidc-provider';

const [callback] = process.argv.slice(2);

async function newKey(kid) {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' };
}

const genuine = await newKey('genuine');
const later = await newKey('later');
const stranger = { ...(await newKey('stranger')), kid: genuine.kid };
let lie = 'none';

const open = ({ kty, n, e, kid, alg, use }) => ({ kty, n, e, kid, alg, use });
const signed = (claims, key) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: key.kid }).sign(key);

/** The token that is given instead of the genuine one; the last two are no lies. */
const lies = {
  nonce: (claims) => signed({ ...claims, nonce: 'another' }, genuine),
  'no-nonce': ({ nonce: _, ...claims }) => signed(claims, genuine),
  audience: (claims) => signed({ ...claims, aud: 'another' }, genuine),
  audiences: (claims) => signed({ ...claims, aud: [claims.aud, 'another'] }, genuine),
  issuer: (claims) => signed({ ...claims, iss: 'http://127.0.0.1:1' }, genuine),
  expired: (claims) => signed({ ...claims, exp: claims.iat - 3600, iat: claims.iat - 7200 }, genuine),
  future: (claims) => signed({ ...claims, iat: claims.iat + 3600 }, genuine),
  subject: ({ sub: _, ...claims }) => signed(claims, genuine),
  unsigned: (claims) => new UnsecuredJWT(claims).encode(),
  forged: (claims) => signed(claims, stranger),
  shared: (claims) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: genuine.kid })
      .sign(new TextEncoder().encode('the secret of the test client')),
  factors: (claims) => signed({ ...claims, amr: ['pwd', 'mfa'] }, genuine),
  rotated: (claims) => signed(claims, later),
};

const server = createServer();
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const issuer = `http://127.0.0.1:${server.address().port}`;

const people = {
  root: { preferred_username: 'Đặng Root', groups: ['staff', 'video-admins'] },
  mallory: { preferred_username: 'ann', email: 'ann@example.org', email_verified: false },
};

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'tvn',
      client_secret: 'the secret of the test client',
      redirect_uris: [callback],
      grant_types: ['authorization_code'],
      response_types: ['code'],
    },
  ],
  jwks: { keys: [genuine] },
  claims: {
    openid: ['sub'],
    profile: ['preferred_username', 'groups'],
    email: ['email', 'email_verified'],
  },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  cookies: { keys: ['a key for the tests'] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      preferred_username: id,
      email: `${id}@example.org`,
      email_verified: true,
      ...people[id],
    }),
  }),
});

provider.use(async (ctx, next) => {
  if (ctx.path === '/test/lie') {
    lie = ctx.query.how;
    if (ctx.query.groups) people.root.groups = ctx.query.groups.split(',');
    ctx.body = 'ok';
    return;
  }
  if (lie === 'away' || (lie === 'loud' && ctx.path === '/token')) {
    ctx.body = lie === 'loud' ? `"${'x'.repeat(1 << 20)}"` : 'not JSON';
    return;
  }
  if (lie === 'odd' && ctx.path === '/jwks') {
    ctx.body = { keys: 'none' };
    return;
  }
  if (lie === 'redirect' && ctx.path === '/token') {
    ctx.redirect(`${issuer}/elsewhere`);
    return;
  }
  await next();
  if (ctx.path === '/jwks' && lie === 'rotated') {
    ctx.body = { keys: [open(later)] };
  } else if (ctx.path === '/token' && lies[lie] && ctx.body?.id_token) {
    ctx.body = { ...ctx.body, id_token: await lies[lie](decodeJwt(ctx.body.id_token)) };
  }
});

server.on('request', provider.callback());
console.log(issuer);
// Nothing outlives the test that started it.
process.stdin.resume().on('end', () => process.exit());
