-- Why: a partnership that is brought in from another instance names its people, but nobody becomes a member of anything
-- before they say so. Until then a member of that name is awaited: a row in `people` without an address to sign in by.
-- Whoever takes up the invitation takes the place of the awaited member.
ALTER TABLE invitations ADD COLUMN awaited_id BYTEA NULL REFERENCES people (id) ON DELETE SET NULL;
CREATE INDEX invitations_of_awaited ON invitations (awaited_id);
