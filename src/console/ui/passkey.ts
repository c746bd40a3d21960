import { startAuthentication, startRegistration, WebAuthnError, type PublicKeyCredentialCreationOptionsJSON, type PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import { api, ApiError } from "./api.ts";

/** Why a passkey did not come: words for the person. */
interface Words {
  passkeyCancelled: string;
  passkeyKnown: string;
}

function refused(thrown: unknown, words: Words): never {
  if (thrown instanceof ApiError) throw thrown;
  const known = thrown instanceof WebAuthnError && thrown.code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED";
  throw new ApiError("passkey", 0, known ? words.passkeyKnown : words.passkeyCancelled);
}

/** Proves with a passkey who is there, at an address that gives options and takes the answer. @throws ApiError */
export async function provePasskey(address: string, words: Words): Promise<void> {
  const optionsJSON = await api<PublicKeyCredentialRequestOptionsJSON>("POST", `${address}/options`);
  const response = await startAuthentication({ optionsJSON }).catch((thrown: unknown) => refused(thrown, words));
  await api("POST", address, { response });
}

/** Makes a passkey on this device and tells the server. @throws ApiError */
export async function addPasskey(name: string, words: Words): Promise<void> {
  const optionsJSON = await api<PublicKeyCredentialCreationOptionsJSON>("POST", "/api/console/factors/passkey/options");
  const response = await startRegistration({ optionsJSON }).catch((thrown: unknown) => refused(thrown, words));
  await api("POST", "/api/console/factors/passkey", { response, name });
}
