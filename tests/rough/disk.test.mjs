/** The disk fills up, or breaks and takes no more writes: people are told, nothing saved is lost. Needs root, to mount. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Site, eventually } from "../site.mjs";
import { Room, saysUnavailable, servesAgain, staysQuiet } from "./rough.mjs";

const run = (...command) => execFileSync(command[0], command.slice(1), { encoding: "utf8", stdio: "pipe" }).trim();

/** Mounts by these arguments on a new folder and gives it to `work`; skips the test where that is not allowed. */
async function on(t, mount, work) {
  const at = mkdtempSync(join(tmpdir(), "crosswalk-disk-"));
  try {
    run("mount", ...mount, at);
  } catch (error) {
    rmSync(at, { recursive: true });
    return t.skip(`a disk can't be mounted here, which takes root and more: ${String(error.stderr ?? error).trim()}`);
  }
  try {
    await work(at);
  } finally {
    run("umount", "--lazy", at);
    rmSync(at, { recursive: true });
  }
}

/** Fills a disk to the last byte. */
function fill(at) {
  const { bavail, bsize } = statfsSync(at);
  for (let size = bavail * bsize; size >= bsize; size = Math.floor(size / 2)) {
    try {
      writeFileSync(join(at, "filler"), Buffer.alloc(size), { flag: "a" });
    } catch (error) {
      assert.equal(error.code, "ENOSPC");
    }
  }
}

test("a full disk", async (t) => {
  await on(t, ["-t", "tmpfs", "-o", "size=32m", "tmpfs"], async (at) => {
    const site = await Site.open({ data: join(at, "data") });
    try {
      const { edit } = await site.workbook({ title: "Riverside" });
      const other = (await site.workbook({ title: "Harbor" })).edit.token;
      const room = new Room(site, edit.token, "rosa");
      await room.savesMore("it works before");
      fill(at);
      await eventually(() => room.notices.has("not-written"), "the page is told why");
      const saved = room.saved.length;
      await saysUnavailable(site, other);
      assert.equal((await fetch(`${site.url}/w/${other}`)).status, 200, "what is there can be read");
      await staysQuiet(site);
      assert.equal(room.saved.length, saved, "nothing was called saved meanwhile");
      rmSync(join(at, "filler"));
      await servesAgain(site, other);
      await room.savesMore("the socket saves again");
      await room.stop();
      await room.verify();
      assert.match(await site.check(), /^Looked at 2 workbooks\.$/);
    } finally {
      await site.stop();
    }
  });
});

test("a disk that breaks: it can be read until the operator has mended it", async (t) => {
  const image = join(mkdtempSync(join(tmpdir(), "crosswalk-image-")), "disk");
  try {
    writeFileSync(image, Buffer.alloc(48 * 1024 * 1024));
    run("mkfs.ext4", "-q", "-O", "^has_journal", image);
  } catch (error) {
    return t.skip(`no file system can be made here: ${error.message}`);
  }
  await on(t, ["-o", "loop,errors=remount-ro", image], async (at) => {
    const fault = join("/sys/fs/ext4", run("findmnt", "--noheadings", "--output", "SOURCE", at).split("/").at(-1), "trigger_fs_error");
    if (!existsSync(fault)) return t.skip("the kernel can't pretend a fault of this disk");
    const site = await Site.open({ data: join(at, "data") });
    try {
      const { edit } = await site.workbook({ title: "Riverside" });
      const other = (await site.workbook({ title: "Harbor" })).edit.token;
      const room = new Room(site, edit.token, "rosa");
      await room.savesMore("it works before");
      run("sync", "--file-system", at);
      writeFileSync(fault, "1");
      await eventually(() => room.notices.has("not-written"), "the page is told why");
      await saysUnavailable(site, other);
      assert.equal((await fetch(`${site.url}/w/${other}`)).status, 200, "what is there can be read");
      await staysQuiet(site);
      // A Linux disk that went read-only stays so until it is unmounted: the one failure here that needs a hand.
      await site.kill("SIGTERM");
      await room.stop();
      run("umount", at);
      run("mount", "-o", "loop", image, at);
      await site.start();
      await servesAgain(site, other);
      await room.verify();
    } finally {
      await site.stop();
    }
  });
  rmSync(join(image, ".."), { recursive: true });
});

test("a data folder that can't be written is refused with what to mend", async (t) => {
  await on(t, ["-t", "tmpfs", "-o", "size=1m,ro", "tmpfs"], async (at) => {
    const refused = await Site.open({ data: join(at, "data") }).catch((error) => error.message);
    assert.match(String(refused), /Read-only file system/);
    assert.match(String(refused), /data folder .* can't be made/);
    assert.deepEqual(readdirSync(at), []);
  });
  await on(t, ["-t", "tmpfs", "-o", "size=256k", "tmpfs"], async (at) => {
    mkdirSync(join(at, "data"));
    const refused = await Site.open({ data: join(at, "data") }).catch((error) => error.message);
    assert.match(String(refused), /takes no writes|cannot be opened|can't be written/);
    assert.match(String(refused), /disk|space/);
  });
});
