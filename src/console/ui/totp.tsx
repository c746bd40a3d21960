import { useEffect, useState, type ReactElement } from "react";
import { Form } from "react-aria-components";
import type { RecoveryCodes as Codes, TotpStart } from "../../accounts/console.contract.ts";
import type { PerLang } from "../../platform/i18n/lang.ts";
import { api } from "./api.ts";
import { Button } from "./button.tsx";
import { Field } from "./field.tsx";
import { useMessages } from "./lang.tsx";
import { Fault, Loading } from "./notice.tsx";
import { useAction } from "./use-api.ts";

interface Words {
  scanLead: string;
  scanAlt: string;
  secret: string;
  codeLabel: string;
  goOn: string;
  recoveryCodesLead: string;
  print: string;
  kept: string;
}

/** Ties an authenticator app to the account: a picture to scan, then a code to prove it. */
export function TotpSetUp<T extends Words>({ messages, onCodes }: { messages: PerLang<T>; onCodes: (codes: string[]) => void }): ReactElement {
  const t = useMessages(messages);
  const [start, setStart] = useState<TotpStart | null>(null);
  const [code, setCode] = useState("");
  const begin = useAction(async () => setStart(await api("POST", "/api/console/factors/totp/start")));
  const confirm = useAction(async () => onCodes((await api<Codes>("POST", "/api/console/factors/totp/confirm", { code: code.trim() })).recoveryCodes));
  useEffect(() => {
    void begin.run();
    // Once, when it opens: a second start would make another secret.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  if (!start) return begin.error ? <Fault error={begin.error} retry={() => void begin.run()} /> : <Loading />;
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        void confirm.run();
      }}
    >
      <p>{t.scanLead}</p>
      <img className="qr" alt={t.scanAlt} src={`data:image/svg+xml;utf8,${encodeURIComponent(start.qrSvg)}`} />
      <p className="fine">
        {t.secret} <code className="secret">{start.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
      </p>
      <Fault error={confirm.error} />
      <Field label={t.codeLabel} name="code" autoComplete="one-time-code" inputMode="numeric" value={code} onChange={setCode} isRequired narrow />
      <Button type="submit" kind="main" busy={confirm.busy}>
        {t.goOn}
      </Button>
    </Form>
  );
}

/** Codes for bad days, shown this once. */
export function RecoveryCodes<T extends Words>({ messages, codes, onKept }: { messages: PerLang<T>; codes: readonly string[]; onKept: () => void }): ReactElement {
  const t = useMessages(messages);
  return (
    <>
      <p>{t.recoveryCodesLead}</p>
      <ul className="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="row no-print">
        <Button kind="main" onPress={onKept}>
          {t.kept}
        </Button>
        <Button icon="printer" onPress={() => print()}>
          {t.print}
        </Button>
      </div>
    </>
  );
}
