import assert from "node:assert/strict";
import { test } from "node:test";
import { assetsIn, isKept, isToolkit, pathIn } from "./pages";

test("keeps workbooks, the first page and the list, in both languages", () => {
  for (const path of ["/", "/es", "/es/", "/workbooks", "/es/workbooks", "/w/T", "/es/w/T", "/w/T/reading"]) {
    assert.ok(isKept(path), path);
  }
});

test("keeps no files, no mail pages, no API, no socket", () => {
  for (const path of ["/w/T/workbook.pdf", "/w/T/export.json", "/es/w/T/export.csv", "/w/T/shares", "/w/T/shares/9", "/w/T/deletion", "/api/v1/openapi.json", "/live/T", "/confirm/x"]) {
    assert.ok(!isKept(path), path);
  }
});

test("knows its addresses under any path of the host", () => {
  assert.equal(pathIn("/", "/es/w/T"), "/es/w/T");
  assert.equal(pathIn("/crosswalk/", "/crosswalk/es/w/T"), "/es/w/T");
  assert.equal(pathIn("/crosswalk/", "/crosswalk/"), "/");
  assert.equal(pathIn("/crosswalk/", "/elsewhere"), "/elsewhere");
});

test("finds the assets of a page", () => {
  assert.deepEqual(assetsIn('<script src="/assets/site-1A2B3C4D.js"></script><link href="/assets/a-B.css">'), [
    "/assets/site-1A2B3C4D.js",
    "/assets/a-B.css",
  ]);
});

test("pages of the toolkit are kept, its files and searches are not", () => {
  for (const path of ["/toolkit", "/es/toolkit", "/toolkit/assess", "/es/toolkit/key-terms"]) {
    assert.ok(isToolkit(path) && isKept(path), path);
  }
  for (const path of ["/toolkit/search", "/toolkit/book.pdf", "/toolkit/assess/page.pdf", "/toolkit/outcomes.csv", "/toolkit/sent/1"]) {
    assert.ok(!isKept(path), path);
  }
});
