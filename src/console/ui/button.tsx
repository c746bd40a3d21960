import type { ReactElement, ReactNode } from "react";
import { Button as AriaButton, Link as AriaLink, type ButtonProps as AriaButtonProps } from "react-aria-components";
import { Icon, type ConsoleIcon } from "./icon.tsx";

/** `main`: the one lantern of a screen. `danger`: what cannot be taken back easily. `bare`: among other things, in a row or a bar. */
export type ButtonKind = "main" | "quiet" | "danger" | "bare";

interface ButtonProps extends Omit<AriaButtonProps, "children" | "className" | "isPending"> {
  kind?: ButtonKind;
  icon?: ConsoleIcon;
  /** It works on what was asked: it keeps the focus, and `useAction` takes no second press. */
  busy?: boolean;
  children: ReactNode;
}

export function Button({ kind = "quiet", icon, busy = false, children, ...props }: ButtonProps): ReactElement {
  return (
    <AriaButton {...props} className={`btn ${kind}${busy ? " busy" : ""}`}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </AriaButton>
  );
}

/** A link that looks like a button. */
export function LinkButton({ href, kind = "quiet", icon, children, download }: { href: string; kind?: ButtonKind; icon?: ConsoleIcon; children: ReactNode; download?: boolean }): ReactElement {
  return (
    <AriaLink href={href} className={`btn ${kind}`} {...(download ? { download: true } : {})}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </AriaLink>
  );
}

/** A link inside the console (or out of it), followed without loading the page again. */
export function Link({ href, children, className }: { href: string; children: ReactNode; className?: string }): ReactElement {
  return (
    <AriaLink href={href} className={className ?? "link"}>
      {children}
    </AriaLink>
  );
}
