import { useState, type ReactElement, type ReactNode } from "react";
import { Form } from "react-aria-components";
import { signInMessages } from "../../console/app/sign-in.messages.ts";
import { api, Button, Choice, DataTable, Dialog, EmptyState, Fault, Field, Loading, PageTitle, useAction, useApi, useFormat, useMessages, useSession, useToast, type Column } from "../../console/ui/index.ts";
import { addPasskey } from "../../console/ui/passkey.ts";
import { RecoveryCodes, TotpSetUp } from "../../console/ui/totp.tsx";
import type { FactorList, RecoveryCodes as Codes, Sessions } from "../console.contract.ts";
import { LANGS } from "../../platform/i18n/lang.ts";
import { accountMessages } from "./account.messages.ts";

function Profile(): ReactElement {
  const t = useMessages(accountMessages);
  const { me, refresh } = useSession();
  const toast = useToast();
  const [name, setName] = useState(me.person.name);
  const [lang, setLang] = useState(me.person.lang);
  const save = useAction(async () => {
    await api("PUT", "/api/console/me", { name: name.trim(), lang });
    await refresh();
    toast(t.saved);
  });
  return (
    <section className="card" aria-labelledby="profile">
      <h2 id="profile">{t.profile}</h2>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          void save.run();
        }}
      >
        <Fault error={save.error} />
        <Field label={t.name} hint={t.nameHint} autoComplete="name" value={name} onChange={setName} isRequired />
        <Choice label={t.lang} value={lang} onChange={setLang} options={LANGS.map((one) => ({ value: one, label: t.langs[one] }))} inline />
        <Button type="submit" kind="main" busy={save.busy}>
          {t.save}
        </Button>
      </Form>
    </section>
  );
}

type Asked = "passkey" | "password" | "totp" | null;

function AddPasskey({ onDone }: { onDone: () => Promise<void> }): ReactElement {
  const t = useMessages(accountMessages);
  const words = useMessages(signInMessages);
  const [name, setName] = useState(t.passkeyDefault);
  const add = useAction(async () => {
    await addPasskey(name.trim(), words);
    await onDone();
  });
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        void add.run();
      }}
    >
      <Fault error={add.error} />
      <Field label={t.passkeyName} hint={t.passkeyNameHint} value={name} onChange={setName} isRequired autoFocus />
      <Button type="submit" kind="main" busy={add.busy}>
        {t.addNow}
      </Button>
    </Form>
  );
}

function ChangePassword({ has, onDone }: { has: boolean; onDone: () => Promise<void> }): ReactElement {
  const t = useMessages(accountMessages);
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const change = useAction(async () => {
    await api("POST", "/api/console/factors/password", { password, ...(has ? { current } : {}) });
    await onDone();
  });
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        void change.run();
      }}
    >
      <Fault error={change.error} />
      {has && <Field label={t.currentPassword} type="password" autoComplete="current-password" value={current} onChange={setCurrent} isRequired autoFocus />}
      <Field label={t.newPassword} hint={t.newPasswordHint} type="password" autoComplete="new-password" value={password} onChange={setPassword} isRequired />
      <Button type="submit" kind="main" busy={change.busy}>
        {t.save}
      </Button>
    </Form>
  );
}

function Factor({ name, state, children }: { name: string; state: string; children: ReactNode }): ReactElement {
  return (
    <li className="factor">
      <div>
        <strong>{name}</strong>
        <small>{state}</small>
      </div>
      <div className="row">{children}</div>
    </li>
  );
}

function Factors(): ReactElement {
  const t = useMessages(accountMessages);
  const words = useMessages(signInMessages);
  const { me, refresh } = useSession();
  const toast = useToast();
  const list = useApi<FactorList>("/api/console/factors");
  const [asked, setAsked] = useState<Asked>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { factors } = me;
  const done = (said: string) => async () => {
    setAsked(null);
    list.reload();
    await refresh();
    toast(said);
  };
  const remove = useAction(async (id: string) => {
    await api("DELETE", `/api/console/factors/passkey/${id}`);
    await done(t.passkeyRemoved)();
  });
  const renew = useAction(async () => {
    setCodes((await api<Codes>("POST", "/api/console/factors/recovery-codes")).recoveryCodes);
    await refresh();
  });
  const close = () => setAsked(null);
  return (
    <section className="card" aria-labelledby="factors">
      <h2 id="factors">{t.factors}</h2>
      <p>{t.factorsLead}</p>
      <Fault error={renew.error ?? remove.error ?? list.error} />
      <ul className="factors">
        <Factor name={t.passkeys} state={t.passkeyCount(factors.passkeys)}>
          <Button icon="plus" onPress={() => setAsked("passkey")}>
            {t.addPasskey}
          </Button>
        </Factor>
        {list.data?.passkeys.map(({ id, name }) => (
          <li key={id} className="factor under">
            <span>{name}</span>
            <Button kind="bare" aria-label={t.removePasskeyOf(name)} busy={remove.busy} onPress={() => void remove.run(id)}>
              {t.removePasskey}
            </Button>
          </li>
        ))}
        <Factor name={t.password} state={factors.password ? t.set : t.notSet}>
          <Button onPress={() => setAsked("password")}>{factors.password ? t.changePassword : t.choosePassword}</Button>
        </Factor>
        <Factor name={t.app} state={factors.totp ? t.set : t.notSet}>
          <Button isDisabled={!factors.password} onPress={() => setAsked("totp")}>
            {factors.totp ? t.replaceApp : t.setUpApp}
          </Button>
        </Factor>
        <Factor name={t.recovery} state={t.recoveryLeft(factors.recoveryCodesLeft)}>
          <Button busy={renew.busy} onPress={() => void renew.run()}>
            {t.newCodes}
          </Button>
        </Factor>
      </ul>
      <Dialog title={t.newPasskey} isOpen={asked === "passkey"} onClose={close}>
        <AddPasskey onDone={done(t.passkeyAdded)} />
      </Dialog>
      <Dialog title={t.password} isOpen={asked === "password"} onClose={close}>
        <ChangePassword has={factors.password} onDone={done(t.passwordChanged)} />
      </Dialog>
      <Dialog title={words.scan} isOpen={asked === "totp"} onClose={close}>
        <TotpSetUp
          messages={signInMessages}
          onCodes={(made) => {
            setAsked(null);
            setCodes(made);
            void refresh();
          }}
        />
      </Dialog>
      <Dialog title={t.recoveryCodes} isOpen={codes !== null} onClose={() => setCodes(null)} alert>
        <RecoveryCodes messages={signInMessages} codes={codes ?? []} onKept={() => setCodes(null)} />
      </Dialog>
    </section>
  );
}

type OpenSession = Sessions["sessions"][number];

function OwnSessions(): ReactElement {
  const t = useMessages(accountMessages);
  const format = useFormat();
  const toast = useToast();
  const { data, error, reload } = useApi<Sessions>("/api/console/sessions");
  const close = useAction(async (id: string) => {
    await api("DELETE", `/api/console/sessions/${id}`);
    reload();
    toast(t.sessionClosed);
  });
  const columns: Column<OpenSession>[] = [
    {
      key: "device",
      label: t.device,
      isHeading: true,
      render: ({ device, current }) => (
        <>
          {device} {current && <span className="badge">{t.current}</span>}
        </>
      ),
    },
    { key: "started", label: t.started, render: ({ startedAt }) => format.moment(startedAt) },
    { key: "seen", label: t.lastSeen, render: ({ lastSeenAt }) => format.moment(lastSeenAt) },
    {
      key: "action",
      label: t.action,
      render: ({ id, current, device }) =>
        current ? null : (
          <Button kind="bare" aria-label={t.closeOf(device)} onPress={() => void close.run(id)}>
            {t.close}
          </Button>
        ),
    },
  ];
  return (
    <section className="card" aria-labelledby="sessions">
      <h2 id="sessions">{t.sessions}</h2>
      <p>{t.sessionsLead}</p>
      <Fault error={close.error ?? error} />
      {data ? <DataTable caption={t.sessions} columns={columns} rows={data.sessions} rowKey={({ id }) => id} empty={<EmptyState title={t.noSession} />} /> : <Loading />}
    </section>
  );
}

/** What a person may see and change of their own account. */
export default function Account(): ReactElement {
  const t = useMessages(accountMessages);
  const { me } = useSession();
  return (
    <>
      <PageTitle title={t.title} lead={me.person.email} />
      <div className="cards">
        <Profile key={me.person.lang} />
        <Factors />
        <OwnSessions />
      </div>
    </>
  );
}
