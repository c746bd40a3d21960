import { useState, type ReactElement } from "react";
import { Form } from "react-aria-components";
import { api } from "../ui/api.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { useMessages } from "../ui/lang.tsx";
import type { Me } from "../ui/me.tsx";
import { Fault } from "../ui/notice.tsx";
import { addPasskey } from "../ui/passkey.ts";
import { RecoveryCodes, TotpSetUp } from "../ui/totp.tsx";
import { useAction } from "../ui/use-api.ts";
import { Outside } from "./outside.tsx";
import { signInMessages } from "./sign-in.messages.ts";

function ChoosePassword({ onDone }: { onDone: () => void }): ReactElement {
  const t = useMessages(signInMessages);
  const [password, setPassword] = useState("");
  const save = useAction(async () => {
    await api("POST", "/api/console/factors/password", { password });
    onDone();
  });
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        void save.run();
      }}
    >
      <p>{t.needsPassword}</p>
      <Fault error={save.error} />
      <Field label={t.newPassword} hint={t.newPasswordHint} type="password" autoComplete="new-password" value={password} onChange={setPassword} isRequired />
      <Button type="submit" kind="main" busy={save.busy}>
        {t.savePassword}
      </Button>
    </Form>
  );
}

/** A second factor is still missing: until there is one, nothing else opens. */
export function Enrol({ factors, onDone, onLeave }: { factors: Me["factors"]; onDone: () => Promise<void>; onLeave: () => Promise<void> }): ReactElement {
  const t = useMessages(signInMessages);
  const [step, setStep] = useState<"choose" | "password" | "totp">("choose");
  const [codes, setCodes] = useState<string[] | null>(null);
  const passkey = useAction(async () => {
    await addPasskey(t.passkeyName, t);
    await onDone();
  });
  if (codes) {
    return (
      <Outside title={t.recoveryCodes}>
        <RecoveryCodes messages={signInMessages} codes={codes} onKept={() => void onDone()} />
      </Outside>
    );
  }
  if (step === "totp") {
    return (
      <Outside title={t.scan}>
        <TotpSetUp messages={signInMessages} onCodes={setCodes} />
      </Outside>
    );
  }
  if (step === "password") {
    return (
      <Outside title={t.newPassword}>
        <ChoosePassword onDone={() => setStep("totp")} />
      </Outside>
    );
  }
  return (
    <Outside title={t.enrol}>
      <p>{t.enrolLead}</p>
      <Fault error={passkey.error} />
      <div className="stack">
        <Button kind="main" icon="key-round" busy={passkey.busy} onPress={() => void passkey.run()}>
          {t.addPasskey}
        </Button>
        <Button icon="smartphone" onPress={() => setStep(factors.password ? "totp" : "password")}>
          {t.useApp}
        </Button>
        <Button kind="bare" icon="log-out" onPress={() => void onLeave()}>
          {t.signOut}
        </Button>
      </div>
    </Outside>
  );
}
