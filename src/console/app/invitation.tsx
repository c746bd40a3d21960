import { browserSupportsWebAuthn } from "@simplewebauthn/browser";
import { useEffect, useRef, useState, type ReactElement } from "react";
import { Form } from "react-aria-components";
import type { OpenInvitation } from "../../accounts/console.contract.ts";
import { LANGS } from "../../platform/i18n/lang.ts";
import { api } from "../ui/api.ts";
import { Button } from "../ui/button.tsx";
import { Choice, Field } from "../ui/field.tsx";
import { useMessages } from "../ui/lang.tsx";
import { Fault, Loading } from "../ui/notice.tsx";
import { addPasskey } from "../ui/passkey.ts";
import { roleMessages } from "../../accounts/roles.messages.ts";
import { navigate } from "../ui/router.tsx";
import { useAction } from "../ui/use-api.ts";
import { Outside } from "./outside.tsx";
import { usePreferences } from "./preferences.tsx";
import { signInMessages } from "./sign-in.messages.ts";

type Way = "passkey" | "password";

function Accept({ token, invited, onDone }: { token: string; invited: OpenInvitation; onDone: () => Promise<void> }): ReactElement {
  const t = useMessages(signInMessages);
  const roles = useMessages(roleMessages);
  const { lang, setLang } = usePreferences();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [way, setWay] = useState<Way>(browserSupportsWebAuthn() ? "passkey" : "password");
  const accept = useAction(async () => {
    await api("POST", "/api/console/invite/accept", { token, name: name.trim(), lang, ...(invited.email === null ? { email: email.trim() } : {}), ...(way === "password" ? { password } : {}) });
    navigate("/console", { replace: true });
    // Refused or cancelled, the next step offers it again, or the other way.
    if (way === "passkey") await addPasskey(t.passkeyName, t).catch(() => undefined);
    await onDone();
  });
  const ways = [
    { value: "passkey" as const, label: t.wayPasskey, hint: t.wayPasskeyHint },
    { value: "password" as const, label: t.wayPassword, hint: t.wayPasswordHint },
  ];
  return (
    <Outside title={t.invitation}>
      {invited.email !== null && <p>{t.invitationLead(invited.email)}</p>}
      <p>{t.yourRoles}</p>
      <ul className="plain-list">
        {invited.roles.map((role) => (
          <li key={role}>
            <strong className="cap">{roles[role].name}</strong> <small>{roles[role].does}</small>
          </li>
        ))}
      </ul>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          void accept.run();
        }}
      >
        <Fault error={accept.error} />
        {invited.email === null && <Field label={t.email} hint={t.emailHint} type="email" autoComplete="email" value={email} onChange={setEmail} isRequired />}
        <Field label={t.name} hint={t.nameHint} autoComplete="name" value={name} onChange={setName} isRequired />
        <Choice label={t.lang} value={lang} onChange={setLang} options={LANGS.map((one) => ({ value: one, label: t.langs[one] }))} inline />
        <Choice label={t.way} value={way} onChange={setWay} options={ways} />
        {way === "password" && <Field label={t.newPassword} hint={t.newPasswordHint} type="password" autoComplete="new-password" value={password} onChange={setPassword} isRequired />}
        <Button type="submit" kind="main" busy={accept.busy}>
          {t.createAccount}
        </Button>
      </Form>
    </Outside>
  );
}

/** An invitation's link. Its secret is after the #, which no browser sends and no server logs. */
export function Invitation({ onDone }: { onDone: () => Promise<void> }): ReactElement {
  const t = useMessages(signInMessages);
  const { setLang } = usePreferences();
  const token = useRef(location.hash.slice(1)).current;
  const [invited, setInvited] = useState<OpenInvitation | null>(null);
  const open = useAction(async () => {
    const found = await api<OpenInvitation>("POST", "/api/console/invite/open", { token });
    setInvited(found);
    setLang(found.lang);
  });
  useEffect(() => {
    if (token !== "") void open.run();
    // Once, when the link is opened.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  if (token === "" || open.error) {
    return (
      <Outside title={t.invitationLost}>
        {open.error ? <Fault error={open.error} retry={() => void open.run()} /> : <p>{t.invitationLostLead}</p>}
      </Outside>
    );
  }
  if (!invited) {
    return (
      <Outside title={t.invitation}>
        <Loading />
      </Outside>
    );
  }
  return <Accept token={token} invited={invited} onDone={onDone} />;
}
