import "./autosave.ts";
import "./my-list.ts";
import "./page-tools.ts";
import "./quick-exit.ts";
import "./suggest-box.ts";
