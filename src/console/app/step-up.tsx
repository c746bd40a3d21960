import { useState, type ReactElement } from "react";
import { Form } from "react-aria-components";
import { api } from "../ui/api.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { useMessages } from "../ui/lang.tsx";
import type { Me } from "../ui/me.tsx";
import { Fault } from "../ui/notice.tsx";
import { provePasskey } from "../ui/passkey.ts";
import { useAction } from "../ui/use-api.ts";
import { appMessages } from "./app.messages.ts";
import { signInMessages } from "./sign-in.messages.ts";

function WithCode({ way, isFirst, onDone }: { way: "totp" | "password"; isFirst: boolean; onDone: () => void }): ReactElement {
  const t = useMessages(signInMessages);
  const [text, setText] = useState("");
  const confirm = useAction(async () => {
    await api("POST", `/api/console/step-up/${way}`, way === "totp" ? { code: text.trim() } : { password: text });
    onDone();
  });
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        void confirm.run();
      }}
    >
      <Fault error={confirm.error} />
      {way === "totp" ? (
        <Field label={t.codeLabel} autoComplete="one-time-code" inputMode="numeric" value={text} onChange={setText} isRequired autoFocus={isFirst} narrow />
      ) : (
        <Field label={t.password} type="password" autoComplete="current-password" value={text} onChange={setText} isRequired autoFocus={isFirst} />
      )}
      <Button type="submit" kind={isFirst ? "main" : "quiet"} busy={confirm.busy}>
        {t.goOn}
      </Button>
    </Form>
  );
}

function WithPasskey({ onDone }: { onDone: () => void }): ReactElement {
  const t = useMessages(signInMessages);
  const confirm = useAction(async () => {
    await provePasskey("/api/console/step-up/passkey", t);
    onDone();
  });
  return (
    <>
      <Fault error={confirm.error} />
      <p>
        <Button kind="main" icon="key-round" busy={confirm.busy} autoFocus onPress={() => void confirm.run()}>
          {t.passkey}
        </Button>
      </p>
    </>
  );
}

/** Before something dangerous, the person shows once more who is there; then what was asked goes on by itself. */
export function StepUp({ factors, onAnswer }: { factors: Me["factors"]; onAnswer: (confirmed: boolean) => void }): ReactElement {
  const t = useMessages(appMessages);
  const done = () => onAnswer(true);
  return (
    <Dialog title={t.stepUp} isOpen onClose={() => onAnswer(false)}>
      <p>{t.stepUpLead}</p>
      {factors.passkeys > 0 && <WithPasskey onDone={done} />}
      {factors.totp ? <WithCode way="totp" isFirst={factors.passkeys === 0} onDone={done} /> : factors.password && factors.passkeys === 0 && <WithCode way="password" isFirst onDone={done} />}
    </Dialog>
  );
}
