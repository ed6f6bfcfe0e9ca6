/** One edit of a text: at `at`, take `remove` UTF-16 units out and put `insert` in. */
export interface Edit {
  at: number;
  remove: number;
  insert: string;
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

/**
 * The smallest single edit that makes `after` of `before`; none if they are the same.
 *
 * Where several places would do ("aa" to "aaa"), `caret`, the caret's place in `after`, tells which one was meant. An
 * edit never cuts a surrogate pair: half an emoji would reach the others.
 */
export function diff(before: string, after: string, caret = after.length): Edit | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  const same = (suffix: number) => before[before.length - 1 - suffix] === after[after.length - 1 - suffix];

  let suffix = 0;
  const behindCaret = Math.min(shorter, Math.max(0, after.length - caret));
  while (suffix < behindCaret && same(suffix)) suffix += 1;
  let prefix = 0;
  while (prefix < shorter - suffix && before[prefix] === after[prefix]) prefix += 1;
  while (suffix < shorter - prefix && same(suffix)) suffix += 1;

  if (prefix > 0 && isHigh(before.charCodeAt(prefix - 1))) prefix -= 1;
  if (suffix > 0 && isLow(before.charCodeAt(before.length - suffix))) suffix -= 1;
  return { at: prefix, remove: before.length - suffix - prefix, insert: after.slice(prefix, after.length - suffix) };
}

/** `text` after `edits`, one after the other. */
export function apply(text: string, edits: readonly Edit[]): string {
  return edits.reduce((now, { at, remove, insert }) => now.slice(0, at) + insert + now.slice(at + remove), text);
}

/**
 * `mine`, made on the same text as `theirs`, as edits to make after `theirs`. What either inserted stays; what either
 * removed is gone.
 */
export function rebase(mine: Edit, theirs: Edit): Edit[] {
  const mineEnd = mine.at + mine.remove;
  const theirEnd = theirs.at + theirs.remove;
  if (mineEnd <= theirs.at) return [mine];
  if (mine.at >= theirEnd) return [{ ...mine, at: mine.at + theirs.insert.length - theirs.remove }];

  const behind = Math.max(0, mineEnd - theirEnd);
  const afterTheirs = theirs.at + theirs.insert.length;
  if (mine.at >= theirs.at) return [{ at: afterTheirs, remove: behind, insert: mine.insert }];
  const ahead = { at: mine.at, remove: theirs.at - mine.at, insert: mine.insert };
  const rest = { at: mine.at + mine.insert.length + theirs.insert.length, remove: behind, insert: "" };
  return behind > 0 ? [ahead, rest] : [ahead];
}

/** Where a caret at `position` stands after someone else's `edit`. */
export function moveCaret(position: number, edit: Edit): number {
  if (position <= edit.at) return position;
  if (position >= edit.at + edit.remove) return position + edit.insert.length - edit.remove;
  return edit.at;
}
