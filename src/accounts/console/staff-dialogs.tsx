import { useState, type ReactElement } from "react";
import { Form } from "react-aria-components";
import { api, Button, Choice, Dialog, Fault, Field, Notice, useAction, useLang, useMessages, useToast } from "../../console/ui/index.ts";
import { LANGS, type Lang } from "../../platform/i18n/lang.ts";
import type { Grant } from "../accounts.contract.ts";
import { GrantsField } from "./grants.tsx";
import type { StaffList } from "../console.contract.ts";
import { staffMessages } from "./staff.messages.ts";

type Colleague = StaffList["people"][number];

interface OwnProps {
  onClose: () => void;
  onDone: () => void;
}

export function InviteDialog({ onClose, onDone }: OwnProps): ReactElement {
  const t = useMessages(staffMessages);
  const toast = useToast();
  const own = useLang();
  const [email, setEmail] = useState("");
  const [lang, setLang] = useState<Lang>(own);
  const [grants, setGrants] = useState<Grant[]>([]);
  const [unsaid, setUnsaid] = useState(false);
  const invite = useAction(async () => {
    await api("POST", "/api/console/staff/invitations", { email: email.trim(), lang, grants });
    toast(t.sent(email.trim()));
    onDone();
  });
  return (
    <Dialog title={t.inviteTitle} isOpen onClose={onClose} wide>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          setUnsaid(grants.length === 0);
          if (grants.length > 0) void invite.run();
        }}
      >
        <Fault error={invite.error} />
        {unsaid && grants.length === 0 && <Notice kind="fault">{t.noRole}</Notice>}
        <Field label={t.email} hint={t.emailHint} type="email" value={email} onChange={setEmail} isRequired autoFocus />
        <Choice label={t.lang} value={lang} onChange={setLang} options={LANGS.map((one) => ({ value: one, label: t.langs[one] }))} inline />
        <GrantsField grants={grants} onChange={setGrants} />
        <div className="row">
          <Button type="submit" kind="main" icon="mail" busy={invite.busy}>
            {t.send}
          </Button>
          <Button onPress={onClose}>{t.cancel}</Button>
        </div>
      </Form>
    </Dialog>
  );
}

export function GrantsDialog({ person, onClose, onDone }: OwnProps & { person: Colleague }): ReactElement {
  const t = useMessages(staffMessages);
  const toast = useToast();
  const [grants, setGrants] = useState<Grant[]>(person.grants);
  const save = useAction(async () => {
    await api("PUT", `/api/console/staff/${person.id}/grants`, { grants });
    toast(t.saved);
    onDone();
  });
  return (
    <Dialog title={t.editOf(person.name)} isOpen onClose={onClose} wide>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          void save.run();
        }}
      >
        <Fault error={save.error} />
        <GrantsField grants={grants} onChange={setGrants} />
        <div className="row">
          <Button type="submit" kind="main" busy={save.busy} isDisabled={grants.length === 0}>
            {t.save}
          </Button>
          <Button onPress={onClose}>{t.cancel}</Button>
        </div>
      </Form>
    </Dialog>
  );
}

export function SuspendDialog({ person, onClose, onDone }: OwnProps & { person: Colleague }): ReactElement {
  const t = useMessages(staffMessages);
  const toast = useToast();
  const suspend = useAction(async () => {
    await api("POST", `/api/console/staff/${person.id}/suspend`);
    toast(t.suspended(person.name));
    onDone();
  });
  return (
    <Dialog title={t.suspendTitle(person.name)} isOpen onClose={onClose}>
      <p>{t.suspendLead}</p>
      <Fault error={suspend.error} />
      <div className="row">
        <Button kind="danger" busy={suspend.busy} onPress={() => void suspend.run()}>
          {t.suspend}
        </Button>
        <Button onPress={onClose}>{t.cancel}</Button>
      </div>
    </Dialog>
  );
}
