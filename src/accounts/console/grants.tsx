import type { ReactElement } from "react";
import { AreaPicker, Check, useMessages } from "../../console/ui/index.ts";
import { roleMessages } from "../roles.messages.ts";
import { ROLES, type Grant, type Role } from "../accounts.contract.ts";
import { staffMessages } from "./staff.messages.ts";

/** Roles, each everywhere or in some territories only. */
export function GrantsField({ grants, onChange }: { grants: readonly Grant[]; onChange: (grants: Grant[]) => void }): ReactElement {
  const t = useMessages(staffMessages);
  const names = useMessages(roleMessages);
  const toggle = (role: Role, on: boolean) => onChange(on ? [...grants, { role, areas: [] }] : grants.filter((grant) => grant.role !== role));
  const limit = (role: Role, areas: string[]) => onChange(grants.map((grant) => (grant.role === role ? { role, areas } : grant)));
  return (
    <fieldset className="field">
      <legend>{t.roles}</legend>
      <p className="hint">{t.rolesHint}</p>
      {ROLES.map((role) => {
        const grant = grants.find((one) => one.role === role);
        return (
          <div key={role} className="grant">
            <Check checked={grant !== undefined} onChange={(on) => toggle(role, on)} hint={names[role].does}>
              <span className="cap">{names[role].name}</span>
            </Check>
            {grant && <AreaPicker label={t.only(names[role].name)} areas={grant.areas} onChange={(areas) => limit(role, areas)} />}
          </div>
        );
      })}
    </fieldset>
  );
}

/** Roles in a few words: « Fiches (Sorel-Tracy) ». */
export function GrantsSummary({ grants, areaOf }: { grants: readonly Grant[]; areaOf: (code: string) => string }): ReactElement {
  const names = useMessages(roleMessages);
  return (
    <ul className="badges">
      {grants.map(({ role, areas }) => (
        <li key={role} className="badge">
          <span className="cap">{names[role].name}</span>
          {areas.length > 0 && <small> · {areas.map((code) => areaOf(code).replace(/ \(.*\)$/, "")).join(", ")}</small>}
        </li>
      ))}
    </ul>
  );
}
