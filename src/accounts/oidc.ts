import type * as Oidc from "openid-client";
import type { Config } from "../platform/config.ts";

/*
 * The operator's own directory (OpenID Connect): authorization code, PKCE, state, nonce. The library verifies the
 * signature, issuer, audience, times and nonce of what comes back.
 */

/** Imported when first needed. */
const library = () => import("openid-client");

/** What a provider says of someone. */
export interface Identity {
  issuer: string;
  subject: string;
  /** Null unless the provider has verified it. */
  email: string | null;
  name: string | null;
  /** It asked for more than one factor, and says so. */
  strong: boolean;
}

export interface Trip {
  url: string;
  state: string;
  nonce: string;
  verifier: string;
}

export interface Provider {
  /** Where to send the browser, and what to remember meanwhile. */
  leave(redirectUri: string): Promise<Trip>;
  /** Who came back. Throws when anything does not fit. */
  comeBack(address: URL, trip: Omit<Trip, "url">): Promise<Identity>;
}

/** How directories name a sign-in with several factors (OpenID EAP, NIST 800-63, Entra). */
const STRONG_CONTEXT = /(^|[:/._-])(mfa|multi-?factor|aal[23]|phrh?)($|[:/._-])/i;

/** Whether the provider says that more than one factor was shown (RFC 8176, "mfa"); what it does not say does not count. */
export function isStrong({ amr, acr }: { amr?: unknown; acr?: unknown }): boolean {
  return (Array.isArray(amr) && amr.includes("mfa")) || (typeof acr === "string" && STRONG_CONTEXT.test(acr));
}

/** `token`: signed by the provider; `info`: beside it, for what many providers leave out of the token. */
function identityOf(token: Oidc.IDToken, info: Partial<Oidc.UserInfoResponse>): Identity {
  const { email, email_verified: verified, name } = { ...info, ...token };
  return {
    issuer: token.iss,
    subject: token.sub,
    email: verified === true && typeof email === "string" ? email : null,
    name: typeof name === "string" && name.trim() ? name.trim().slice(0, 120) : null,
    strong: isStrong({ amr: token["amr"], acr: token["acr"] }),
  };
}

async function discover({ issuer, clientId, clientSecret }: NonNullable<Config["oidc"]>): Promise<Oidc.Configuration> {
  const { discovery, allowInsecureRequests, enableNonRepudiationChecks } = await library();
  // The library takes a token that came over https as it is; its signature is looked at too (ASVS 6.8.2).
  const always = [enableNonRepudiationChecks];
  // Plain http is accepted by the settings on this very machine only.
  return discovery(new URL(issuer), clientId, clientSecret, undefined, { execute: issuer.startsWith("http:") ? [allowInsecureRequests, ...always] : always });
}

/** The provider of the settings, asked for its addresses at the first sign-in; a failure is asked again. */
export function openProvider(settings: NonNullable<Config["oidc"]>): Provider {
  let known: Promise<Oidc.Configuration> | null = null;
  const configuration = () => {
    known ??= discover(settings).catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
  return {
    leave: async (redirectUri) => {
      const { buildAuthorizationUrl, calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } = await library();
      const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
      const url = buildAuthorizationUrl(await configuration(), { redirect_uri: redirectUri, scope: "openid email profile", state, nonce, code_challenge: await calculatePKCECodeChallenge(verifier), code_challenge_method: "S256" });
      return { url: url.href, state, nonce, verifier };
    },
    comeBack: async (address, { state, nonce, verifier }) => {
      const { authorizationCodeGrant, fetchUserInfo } = await library();
      const provider = await configuration();
      const tokens = await authorizationCodeGrant(provider, address, { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true });
      const claims = tokens.claims()!;
      const info = provider.serverMetadata().userinfo_endpoint ? await fetchUserInfo(provider, tokens.access_token, claims.sub) : {};
      return identityOf(claims, info);
    },
  };
}
