import { useState, type ReactElement } from "react";
import { api, Button, DataTable, EmptyState, Fault, Loading, PageTitle, Tabs, useAction, useApi, useAreaNames, useFormat, useMay, useMe, useMessages, useToast, type Column } from "../../console/ui/index.ts";
import { GrantsSummary } from "./grants.tsx";
import type { StaffList } from "../console.contract.ts";
import { GrantsDialog, InviteDialog, SuspendDialog } from "./staff-dialogs.tsx";
import { staffMessages } from "./staff.messages.ts";

type Colleague = StaffList["people"][number];
type Invitation = StaffList["invitations"][number];

type Asked = { what: "invite" } | { what: "grants" | "suspend"; person: Colleague } | null;

function areasOf({ grants }: Pick<Colleague, "grants">): string[] {
  return grants.flatMap(({ areas }) => areas);
}

function FactorsOf({ factors }: { factors: Colleague["factors"] }): ReactElement {
  const t = useMessages(staffMessages);
  const format = useFormat();
  const has = [factors.passkeys > 0 && t.passkey, factors.password && t.password, factors.totp && t.app].filter((one) => one !== false);
  return <>{has.length > 0 ? format.list(has) : t.noFactor}</>;
}

function People({ people, onAsk, onDone }: { people: readonly Colleague[]; onAsk: (asked: Asked) => void; onDone: () => void }): ReactElement {
  const t = useMessages(staffMessages);
  const format = useFormat();
  const toast = useToast();
  const me = useMe();
  const may = useMay();
  const areaOf = useAreaNames(people.flatMap(areasOf));
  const restore = useAction(async (person: Colleague) => {
    await api("POST", `/api/console/staff/${person.id}/restore`);
    toast(t.restored(person.name));
    onDone();
  });
  const actions = (person: Colleague) => (
    <div className="row tight">
      <Button kind="bare" aria-label={t.editOf(person.name)} onPress={() => onAsk({ what: "grants", person })}>
        {t.edit}
      </Button>
      {person.state === "suspended" ? (
        <Button kind="bare" aria-label={t.restoreOf(person.name)} onPress={() => void restore.run(person)}>
          {t.restore}
        </Button>
      ) : (
        <Button kind="bare" aria-label={t.suspendOf(person.name)} onPress={() => onAsk({ what: "suspend", person })}>
          {t.suspend}
        </Button>
      )}
    </div>
  );
  const columns: Column<Colleague>[] = [
    {
      key: "name",
      label: t.name,
      isHeading: true,
      sortBy: ({ name }) => name,
      render: ({ id, name, email }) => (
        <>
          {name} {id === me.person.id && <span className="badge">{t.you}</span>}
          <small>{email}</small>
        </>
      ),
    },
    { key: "roles", label: t.roles, render: ({ grants }) => <GrantsSummary grants={grants} areaOf={areaOf} /> },
    { key: "state", label: t.state, sortBy: ({ state }) => t.states[state], render: ({ state }) => <span className={`state ${state}`}>{t.states[state]}</span> },
    { key: "seen", label: t.lastSeen, sortBy: ({ lastSeenOn }) => lastSeenOn ?? "", render: ({ lastSeenOn }) => (lastSeenOn ? format.date(lastSeenOn.slice(0, 10)) : t.never) },
    { key: "factors", label: t.factors, render: ({ factors }) => <FactorsOf factors={factors} /> },
    ...(may("staff.edit") ? [{ key: "actions", label: t.actions, render: (person: Colleague) => (person.id === me.person.id ? null : actions(person)) }] : []),
  ];
  return (
    <>
      <Fault error={restore.error} />
      <DataTable caption={t.people} columns={columns} rows={people} rowKey={({ id }) => id} empty={<EmptyState title={t.nobody} icon="users" />} />
    </>
  );
}

function Invitations({ invitations, onDone }: { invitations: readonly Invitation[]; onDone: () => void }): ReactElement {
  const t = useMessages(staffMessages);
  const format = useFormat();
  const toast = useToast();
  const may = useMay();
  const areaOf = useAreaNames(invitations.flatMap(areasOf));
  const withdraw = useAction(async (id: string) => {
    await api("DELETE", `/api/console/staff/invitations/${id}`);
    toast(t.withdrawn);
    onDone();
  });
  const columns: Column<Invitation>[] = [
    { key: "email", label: t.email, isHeading: true, sortBy: ({ email }) => email, render: ({ email }) => email },
    { key: "roles", label: t.roles, render: ({ grants }) => <GrantsSummary grants={grants} areaOf={areaOf} /> },
    { key: "sent", label: t.sentOn, sortBy: ({ sentAt }) => sentAt, render: ({ sentAt }) => format.day(sentAt) },
    { key: "expires", label: t.expires, sortBy: ({ expiresAt }) => expiresAt, render: ({ expiresAt }) => format.day(expiresAt) },
    ...(may("staff.invite")
      ? [
          {
            key: "actions",
            label: t.actions,
            render: ({ id, email }: Invitation) => (
              <Button kind="bare" aria-label={t.withdrawOf(email)} onPress={() => void withdraw.run(id)}>
                {t.withdraw}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <Fault error={withdraw.error} />
      <DataTable caption={t.invitations} columns={columns} rows={invitations} rowKey={({ id }) => id} empty={<EmptyState title={t.noInvitation} icon="mail" />} />
    </>
  );
}

/** Who works here, what they may do, and who is invited. */
export default function Staff(): ReactElement {
  const t = useMessages(staffMessages);
  const may = useMay();
  const { data, error, reload } = useApi<StaffList>("/api/console/staff");
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  const done = () => {
    close();
    reload();
  };
  return (
    <>
      <PageTitle title={t.title} lead={t.lead}>
        {may("staff.invite") && (
          <Button kind="main" icon="plus" onPress={() => setAsked({ what: "invite" })}>
            {t.invite}
          </Button>
        )}
      </PageTitle>
      <Fault error={error} retry={reload} />
      {!data && !error && <Loading />}
      {data && (
        <Tabs
          label={t.tabs}
          tabs={[
            { id: "people", label: `${t.people} (${data.people.length})`, content: <People people={data.people} onAsk={setAsked} onDone={reload} /> },
            { id: "invitations", label: `${t.invitations} (${data.invitations.length})`, content: <Invitations invitations={data.invitations} onDone={reload} /> },
          ]}
        />
      )}
      {asked?.what === "invite" && <InviteDialog onClose={close} onDone={done} />}
      {asked?.what === "grants" && <GrantsDialog person={asked.person} onClose={close} onDone={done} />}
      {asked?.what === "suspend" && <SuspendDialog person={asked.person} onClose={close} onDone={done} />}
    </>
  );
}
