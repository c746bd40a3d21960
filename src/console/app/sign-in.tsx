import { browserSupportsWebAuthn } from "@simplewebauthn/browser";
import { useState, type ReactElement } from "react";
import { Form } from "react-aria-components";
import type { Next } from "../../accounts/console.contract.ts";
import { api } from "../ui/api.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { useMessages } from "../ui/lang.tsx";
import type { Nobody } from "../ui/me.tsx";
import { Fault, Notice } from "../ui/notice.tsx";
import { provePasskey } from "../ui/passkey.ts";
import { useAction } from "../ui/use-api.ts";
import { Outside } from "./outside.tsx";
import { signInMessages } from "./sign-in.messages.ts";

interface StepProps {
  /** What the server wants next. */
  onNext: (next: Next["next"]) => Promise<void>;
}

function Password({ onNext }: StepProps): ReactElement {
  const t = useMessages(signInMessages);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useAction(async () => onNext((await api<Next>("POST", "/api/console/sign-in/password", { email, password })).next));
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        void signIn.run();
      }}
    >
      <h2>{t.withPassword}</h2>
      <Fault error={signIn.error} />
      <Field label={t.email} type="email" name="email" autoComplete="username" value={email} onChange={setEmail} isRequired />
      <Field label={t.password} type="password" name="password" autoComplete="current-password" value={password} onChange={setPassword} isRequired />
      <Button type="submit" busy={signIn.busy}>
        {t.signIn}
      </Button>
    </Form>
  );
}

function Passkey({ onNext }: StepProps): ReactElement {
  const t = useMessages(signInMessages);
  const signIn = useAction(async () => {
    await provePasskey("/api/console/sign-in/passkey", t);
    await onNext("done");
  });
  return (
    <div className="passkey">
      <Fault error={signIn.error} />
      <Button kind="main" icon="key-round" busy={signIn.busy} onPress={() => void signIn.run()}>
        {t.passkey}
      </Button>
      <p className="fine">{t.passkeyHint}</p>
    </div>
  );
}

/** The second step after a password: a code of the app, or one of those kept for bad days. */
function Code({ onNext, onBack }: StepProps & { onBack: () => void }): ReactElement {
  const t = useMessages(signInMessages);
  const [way, setWay] = useState<"totp" | "recovery">("totp");
  const [code, setCode] = useState("");
  const signIn = useAction(async () => onNext((await api<Next>("POST", `/api/console/sign-in/${way}`, { code: code.trim() })).next));
  const isApp = way === "totp";
  return (
    <Outside title={isApp ? t.code : t.recovery}>
      <p>{isApp ? t.codeLead : t.recoveryLead}</p>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          void signIn.run();
        }}
      >
        <Fault error={signIn.error} />
        <Field key={way} label={isApp ? t.codeLabel : t.recoveryLabel} name="code" autoComplete={isApp ? "one-time-code" : "off"} inputMode={isApp ? "numeric" : "text"} value={code} onChange={setCode} isRequired autoFocus narrow />
        <div className="row">
          <Button type="submit" kind="main" busy={signIn.busy}>
            {t.goOn}
          </Button>
          <Button
            onPress={() => {
              setWay(isApp ? "recovery" : "totp");
              setCode("");
            }}
          >
            {isApp ? t.useRecovery : t.useCode}
          </Button>
          <Button kind="bare" onPress={onBack}>
            {t.back}
          </Button>
        </div>
      </Form>
    </Outside>
  );
}

/** The way in: a passkey first, else a password and a code, or the operator's own directory of people. */
export function SignIn({ door, ended, onDone }: { door: Nobody; ended: boolean; onDone: () => Promise<void> }): ReactElement {
  const t = useMessages(signInMessages);
  const [step, setStep] = useState<"start" | "code">(door.next === "totp" ? "code" : "start");
  // "enrol" is shown by whoever asks next who is there.
  const onNext = async (next: Next["next"]) => (next === "totp" ? setStep("code") : onDone());
  if (step === "code") return <Code onNext={onNext} onBack={() => setStep("start")} />;
  if (door.firstRun) {
    return (
      <Outside title={t.firstRun}>
        <p>{t.firstRunLead}</p>
      </Outside>
    );
  }
  return (
    <Outside title={t.title}>
      {ended ? <Notice kind="warning">{t.ended}</Notice> : <p>{t.lead}</p>}
      {browserSupportsWebAuthn() ? <Passkey onNext={onNext} /> : <p>{t.passkeyMissing}</p>}
      {door.oidc && (
        <a className="btn quiet" href="/api/console/sign-in/oidc">
          {t.oidc(door.oidc.label)}
        </a>
      )}
      <p className="or">
        <span>{t.or}</span>
      </p>
      <Password onNext={onNext} />
      <p className="fine">{t.forgot}</p>
    </Outside>
  );
}
