import { createElement, lazy, type ComponentType, type ReactElement } from "react";
import type { Load, Screen } from "../screen.ts";
import { SCREENS } from "../screens.ts";
import { useMay } from "../ui/me.tsx";

const known = new Map<Load, ComponentType>();

/** A screen or a card, whose code comes when it is first shown. */
export function Part({ load }: { load: Load }): ReactElement {
  if (!known.has(load)) known.set(load, lazy(load));
  return createElement(known.get(load)!);
}

/** The screens that the person's roles open. */
export function useScreens(): readonly Screen[] {
  const may = useMay();
  return SCREENS.filter(({ action }) => action === null || may(action));
}
