-- Why: in a round of a partnership each person fills in a copy of their own, which offers the answer "I don't know".
-- 1 for such a copy, 0 for a workbook that people fill in together.
ALTER TABLE workbooks ADD COLUMN individual BIGINT NOT NULL DEFAULT 0 CHECK (individual IN (0, 1));
