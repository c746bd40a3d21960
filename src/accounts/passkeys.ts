import type { FastifyReply, FastifyRequest } from "fastify";
import type { AuthenticationResponseJSON, PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import type { SignedIn } from "./accounts.contract.ts";
import { siteOf, type AccountsContext } from "./context.ts";
import { clearCookie, readCookie, setCookie } from "./cookies.ts";
import { fault } from "./faults.ts";
import { findPasskey, listPasskeys, notePasskeyUse, type Passkey } from "./factors.store.ts";
import { startStep, takeStep, type Steps } from "./steps.store.ts";

/*
 * Passkeys (WebAuthn). Always with user verification: held and unlocked, two factors in one. The challenge is kept
 * on our side and taken once. No attestation is asked: which brand of key someone has is none of our business.
 */

/** Imported when first needed: it takes a tenth of a second, which no start should wait for. */
const webauthn = () => import("@simplewebauthn/server");

function relyingParty({ config }: AccountsContext, request: FastifyRequest) {
  const site = siteOf(config, request);
  return { origin: site.origin, id: site.hostname };
}

async function remember({ config, pool, now }: AccountsContext, reply: FastifyReply, step: Steps["passkey"]): Promise<void> {
  setCookie(config, reply, "step", await startStep(pool, "passkey", step, now()));
}

/** The challenge that this browser was given, once, and for the same account (null: to sign in). */
async function challengeOf({ config, pool, now }: AccountsContext, request: FastifyRequest, reply: FastifyReply, accountId: string | null): Promise<string> {
  const token = readCookie(config, request, "step");
  const step = token === null ? null : await takeStep(pool, "passkey", token, now());
  clearCookie(config, reply, "step");
  if (step?.accountId !== accountId) throw fault("stepGone", 400);
  return step.challenge;
}

/** What a browser needs to show a passkey; of one account, or (null) of whoever it knows. */
export async function passkeyOptions(context: AccountsContext, request: FastifyRequest, reply: FastifyReply, accountId: string | null): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const own = accountId === null ? [] : await listPasskeys(context.pool, accountId);
  const options = await (await webauthn()).generateAuthenticationOptions({
    rpID: relyingParty(context, request).id,
    userVerification: "required",
    ...(accountId === null ? {} : { allowCredentials: own.map(({ credentialId, transports }) => ({ id: credentialId, transports })) }),
  });
  await remember(context, reply, { challenge: options.challenge, accountId });
  return options;
}

/** Verified by the library, or null: a malformed answer is as wrong as a forged one. */
async function verified(context: AccountsContext, request: FastifyRequest, response: AuthenticationResponseJSON, passkey: Passkey, challenge: string) {
  const { origin, id } = relyingParty(context, request);
  const { verifyAuthenticationResponse } = await webauthn();
  try {
    const result = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      credential: { id: passkey.credentialId, publicKey: new Uint8Array(passkey.publicKey), counter: passkey.counter, transports: passkey.transports as never },
    });
    return result.verified ? result.authenticationInfo : null;
  } catch {
    return null;
  }
}

/** The account whose passkey answered the challenge. Throws `wrongPasskey`, `stepGone`. */
export async function showPasskey(context: AccountsContext, request: FastifyRequest, reply: FastifyReply, accountId: string | null, answer: unknown): Promise<string> {
  const challenge = await challengeOf(context, request, reply, accountId);
  const response = answer as AuthenticationResponseJSON;
  const passkey = await findPasskey(context.pool, response.id);
  if (!passkey || (accountId !== null && passkey.accountId !== accountId)) throw fault("wrongPasskey", 400);
  const info = await verified(context, request, response, passkey, challenge);
  if (!info) throw fault("wrongPasskey", 400);
  await notePasskeyUse(context.pool, passkey.id, info.newCounter, context.now());
  return passkey.accountId;
}

/** What a browser needs to make a passkey for whoever is signed in. */
export async function newPasskeyOptions(context: AccountsContext, request: FastifyRequest, reply: FastifyReply, person: SignedIn): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const known = await listPasskeys(context.pool, person.id);
  const options = await (await webauthn()).generateRegistrationOptions({
    rpName: context.config.operator || "fanal",
    rpID: relyingParty(context, request).id,
    userName: person.email,
    userDisplayName: person.name,
    userID: new TextEncoder().encode(person.id),
    attestationType: "none",
    excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  await remember(context, reply, { challenge: options.challenge, accountId: person.id });
  return options;
}

/** The passkey that the browser made, to be stored. Throws `wrongPasskey`, `stepGone`. */
export async function madePasskey(context: AccountsContext, request: FastifyRequest, reply: FastifyReply, person: SignedIn, answer: unknown): Promise<Omit<Passkey, "id" | "name">> {
  const challenge = await challengeOf(context, request, reply, person.id);
  const { origin, id } = relyingParty(context, request);
  const { verifyRegistrationResponse } = await webauthn();
  const result = await verifyRegistrationResponse({ response: answer as RegistrationResponseJSON, expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: id, requireUserVerification: true }).catch(() => null);
  if (!result?.verified) throw fault("wrongPasskey", 400);
  const { credential } = result.registrationInfo;
  return { accountId: person.id, credentialId: credential.id, publicKey: Buffer.from(credential.publicKey), counter: credential.counter, transports: credential.transports ?? [] };
}
