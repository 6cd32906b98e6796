// Starts every part of the page's script once; parts that touch swapped content listen on the document.
import { startDialogs } from "./dialogs.js";
import { startDownloads } from "./downloads.js";
import { startDrafts } from "./drafts.js";
import { startLists } from "./lists.js";
import { startMenus } from "./menus.js";
import { startPalette } from "./palette.js";
import { startPickers } from "./picker.js";
import { startToasts } from "./toasts.js";

const parts = [startToasts, startMenus, startDialogs, startPalette, startDrafts, startDownloads, startLists, startPickers];
for (const start of parts) start();

document.querySelector("[data-focus]")?.focus();
