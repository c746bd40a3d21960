/** Parts that every screen of the console is made from. */
export { api, ApiError, serverNow } from "./api.ts";
export { AreaPicker, useAreaNames } from "./areas.tsx";
export { Button, Link, LinkButton } from "./button.tsx";
export { Dialog } from "./dialog.tsx";
export { Diff } from "./diff.tsx";
export { Check, Choice, Field, SelectField } from "./field.tsx";
export { useFormat } from "./format.ts";
export { Icon, type ConsoleIcon } from "./icon.tsx";
export { useLang, useMessages } from "./lang.tsx";
export { useMay, useMe, useSession, type Me } from "./me.tsx";
export { needName, NeedSelect, useNeedName, useNeeds } from "./needs.tsx";
export { EmptyState, Fault, Loading, Notice } from "./notice.tsx";
export { PageTitle } from "./page-title.tsx";
export { navigate, useAddress, useParams } from "./router.tsx";
export { DataTable, Pager, type Column } from "./table.tsx";
export { Tabs } from "./tabs.tsx";
export { useToast } from "./toast.tsx";
export { useAction, useApi } from "./use-api.ts";
