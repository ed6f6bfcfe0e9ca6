//! The tables as diesel sees them. Their columns are told in `migrations/`; a test compares the two on both engines.
#![expect(missing_docs, reason = "the columns are told in migrations/, once")]

diesel::table! {
    checklists (key, version, language) {
        key -> Text,
        version -> Text,
        language -> Text,
        content -> Text,
    }
}

diesel::table! {
    workbooks (id) {
        id -> Binary,
        checklist_key -> Text,
        checklist_version -> Text,
        language -> Text,
        edit_hash -> Binary,
        read_hash -> Binary,
        created_at -> BigInt,
        changed_at -> BigInt,
        deleted_at -> Nullable<BigInt>,
        individual -> BigInt,
    }
}

diesel::table! {
    updates (workbook_id, seq) {
        workbook_id -> Binary,
        seq -> BigInt,
        at -> BigInt,
        body -> Binary,
        clients -> Nullable<Binary>,
    }
}

diesel::table! {
    states (workbook_id, kind) {
        workbook_id -> Binary,
        kind -> Text,
        seq -> BigInt,
        at -> BigInt,
        body -> Binary,
        clients -> Binary,
    }
}

diesel::table! {
    changes (id) {
        id -> Binary,
        workbook_id -> Binary,
        seq -> BigInt,
        at -> BigInt,
        until_at -> BigInt,
        author -> Text,
        kind -> Text,
        subject -> Text,
        before -> Nullable<Text>,
        after -> Nullable<Text>,
        stands -> BigInt,
    }
}

diesel::table! {
    snapshots (id) {
        id -> Binary,
        workbook_id -> Binary,
        name -> Text,
        at -> BigInt,
        author -> Text,
        seq -> BigInt,
        content -> Text,
    }
}

diesel::table! {
    shares (id) {
        id -> Binary,
        workbook_id -> Nullable<Binary>,
        page -> Nullable<Text>,
        device_hash -> Binary,
        access -> Text,
        language -> Text,
        created_at -> BigInt,
        sealed -> Binary,
        state -> Text,
    }
}

diesel::table! {
    deliveries (id) {
        id -> Binary,
        share_id -> Binary,
        position -> BigInt,
        sealed -> Binary,
        address_hash -> Binary,
        status -> Text,
        reason -> Nullable<Text>,
        tries -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    senders (device_hash, address_hash) {
        device_hash -> Binary,
        address_hash -> Binary,
        sealed -> Binary,
        confirmed_at -> BigInt,
    }
}

diesel::table! {
    confirmations (token_hash) {
        token_hash -> Binary,
        device_hash -> Binary,
        sealed -> Binary,
        share_id -> Nullable<Binary>,
        created_at -> BigInt,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    stopped_addresses (address_hash) {
        address_hash -> Binary,
        at -> BigInt,
    }
}

diesel::table! {
    counters (scope, subject, window_start) {
        scope -> Text,
        subject -> Binary,
        window_start -> BigInt,
        count -> BigInt,
    }
}

diesel::table! {
    jobs (id) {
        id -> Binary,
        kind -> Text,
        payload -> Binary,
        run_at -> BigInt,
        tries -> BigInt,
        locked_until -> Nullable<BigInt>,
        state -> Text,
        created_at -> BigInt,
        last_error -> Nullable<Text>,
        unique_key -> Nullable<Text>,
    }
}

diesel::joinable!(updates -> workbooks (workbook_id));
diesel::joinable!(states -> workbooks (workbook_id));
diesel::joinable!(changes -> workbooks (workbook_id));
diesel::joinable!(snapshots -> workbooks (workbook_id));
diesel::joinable!(shares -> workbooks (workbook_id));
diesel::joinable!(deliveries -> shares (share_id));
diesel::joinable!(confirmations -> shares (share_id));

diesel::allow_tables_to_appear_in_same_query!(
    checklists,
    workbooks,
    updates,
    states,
    changes,
    snapshots,
    shares,
    deliveries,
    senders,
    confirmations,
    stopped_addresses,
    counters,
    jobs,
);
