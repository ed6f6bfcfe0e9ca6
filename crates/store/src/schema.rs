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
        used_at -> BigInt,
        announced_at -> Nullable<BigInt>,
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
    packs (workbook_id, last_seq) {
        workbook_id -> Binary,
        last_seq -> BigInt,
        first_seq -> BigInt,
        first_at -> BigInt,
        last_at -> BigInt,
        body -> Binary,
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

diesel::table! {
    people (id) {
        id -> Binary,
        email_hash -> Nullable<Binary>,
        email_sealed -> Nullable<Binary>,
        name -> Text,
        language -> Text,
        created_at -> BigInt,
        removed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    sessions (token_hash) {
        token_hash -> Binary,
        id -> Binary,
        person_id -> Binary,
        device -> Text,
        created_at -> BigInt,
        seen_at -> BigInt,
        expires_at -> BigInt,
    }
}

diesel::table! {
    sign_ins (token_hash) {
        token_hash -> Binary,
        sealed -> Binary,
        created_at -> BigInt,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    passkeys (id) {
        id -> Binary,
        person_id -> Binary,
        credential_id -> Binary,
        credential -> Text,
        name -> Text,
        created_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    outside_identities (issuer, subject) {
        issuer -> Text,
        subject -> Text,
        person_id -> Binary,
        created_at -> BigInt,
    }
}

diesel::table! {
    partnerships (id) {
        id -> Binary,
        name -> Text,
        community -> Text,
        places -> Text,
        purpose -> Text,
        languages -> Text,
        color -> Nullable<Text>,
        backbone_id -> Nullable<Binary>,
        created_at -> BigInt,
        deleted_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    partnership_workbooks (workbook_id) {
        workbook_id -> Binary,
        partnership_id -> Binary,
        sealed -> Binary,
        is_team -> BigInt,
        added_at -> BigInt,
    }
}

diesel::table! {
    organizations (id) {
        id -> Binary,
        partnership_id -> Binary,
        name -> Text,
        letters -> Text,
        sector -> Text,
        kind -> Text,
        website -> Text,
        mission -> Text,
        brings -> Text,
        decision_power -> Nullable<Text>,
        funding_power -> Nullable<Text>,
        populations -> Text,
        places -> Text,
        existing_partnerships -> Text,
        created_at -> BigInt,
        changed_at -> BigInt,
    }
}

diesel::table! {
    contacts (organization_id, place) {
        organization_id -> Binary,
        place -> Text,
        name -> Text,
        job_title -> Text,
        level -> Nullable<Text>,
        sealed -> Binary,
    }
}

diesel::table! {
    members (partnership_id, person_id) {
        partnership_id -> Binary,
        person_id -> Binary,
        role -> Text,
        organization_id -> Nullable<Binary>,
        level -> Nullable<Text>,
        joined_at -> BigInt,
    }
}

diesel::table! {
    invitations (id) {
        id -> Binary,
        partnership_id -> Binary,
        token_hash -> Binary,
        email_hash -> Nullable<Binary>,
        sealed -> Binary,
        role -> Text,
        organization_id -> Nullable<Binary>,
        invited_by -> Nullable<Binary>,
        language -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
        reminded_at -> Nullable<BigInt>,
        used_at -> Nullable<BigInt>,
        withdrawn_at -> Nullable<BigInt>,
        awaited_id -> Nullable<Binary>,
    }
}

diesel::table! {
    activities (id) {
        id -> Binary,
        partnership_id -> Binary,
        at -> BigInt,
        person_id -> Nullable<Binary>,
        kind -> Text,
        subject -> Text,
    }
}

diesel::table! {
    steps (id) {
        id -> Binary,
        partnership_id -> Binary,
        text -> Text,
        owner_person -> Nullable<Binary>,
        owner_organization -> Nullable<Binary>,
        due -> Nullable<Text>,
        question -> Nullable<Text>,
        added_by -> Nullable<Binary>,
        added_at -> BigInt,
        done_at -> Nullable<BigInt>,
        done_by -> Nullable<Binary>,
        reminded_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    agenda_items (id) {
        id -> Binary,
        partnership_id -> Binary,
        question -> Text,
        note -> Text,
        added_by -> Nullable<Binary>,
        added_at -> BigInt,
        done_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    evidence (id) {
        id -> Binary,
        partnership_id -> Binary,
        question -> Text,
        kind -> Text,
        label -> Text,
        link -> Text,
        added_by -> Nullable<Binary>,
        added_at -> BigInt,
    }
}

diesel::table! {
    calendar_feeds (token_hash) {
        token_hash -> Binary,
        partnership_id -> Binary,
        person_id -> Binary,
        sealed -> Binary,
        created_at -> BigInt,
    }
}

diesel::table! {
    rounds (id) {
        id -> Binary,
        partnership_id -> Binary,
        name -> Text,
        checklist_key -> Text,
        checklist_version -> Text,
        names -> Text,
        people_min -> BigInt,
        opened_by -> Nullable<Binary>,
        opened_at -> BigInt,
        closes_at -> BigInt,
        closed_at -> Nullable<BigInt>,
        results -> Nullable<Text>,
    }
}

diesel::table! {
    round_organizations (round_id, organization_id) {
        round_id -> Binary,
        organization_id -> Binary,
        people_asked -> BigInt,
    }
}

diesel::table! {
    responses (id) {
        id -> Binary,
        round_id -> Binary,
        person_id -> Nullable<Binary>,
        organization_id -> Binary,
        level -> Nullable<Text>,
        workbook_id -> Binary,
        sealed -> Binary,
        started_at -> BigInt,
        finished_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    round_reminders (round_id, person_id) {
        round_id -> Binary,
        person_id -> Binary,
        at -> BigInt,
    }
}

diesel::table! {
    meetings (id) {
        id -> Binary,
        partnership_id -> Binary,
        code -> Nullable<Text>,
        started_by -> Nullable<Binary>,
        started_at -> BigInt,
        ends_at -> BigInt,
        ended_at -> Nullable<BigInt>,
        question -> Nullable<Text>,
        asked -> Nullable<Text>,
        state -> Text,
        timer_ends -> Nullable<BigInt>,
    }
}

diesel::table! {
    meeting_answers (meeting_id, question, phone) {
        meeting_id -> Binary,
        question -> Text,
        phone -> Binary,
        answer -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    meeting_results (meeting_id, question) {
        meeting_id -> Binary,
        question -> Text,
        spread -> Text,
        agreed -> Nullable<Text>,
        note -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    nodes (id) {
        id -> Binary,
        beat -> BigInt,
        version -> Text,
    }
}

diesel::table! {
    node_rooms (workbook_id, node_id) {
        workbook_id -> Binary,
        node_id -> Binary,
        present -> Binary,
    }
}

diesel::table! {
    turns (name) {
        name -> Text,
        taken_at -> BigInt,
    }
}

diesel::table! {
    instance_facts (name) {
        name -> Text,
        value -> Binary,
    }
}

diesel::table! {
    operators (address_hash) {
        address_hash -> Binary,
        sealed -> Binary,
        added_at -> BigInt,
    }
}

diesel::table! {
    instance_settings (name) {
        name -> Text,
        value -> Text,
        set_at -> BigInt,
    }
}

diesel::table! {
    setting_changes (id) {
        id -> Binary,
        at -> BigInt,
        person_id -> Nullable<Binary>,
        name -> Text,
        value_before -> Text,
        value_after -> Nullable<Text>,
    }
}

diesel::joinable!(updates -> workbooks (workbook_id));
diesel::joinable!(states -> workbooks (workbook_id));
diesel::joinable!(packs -> workbooks (workbook_id));
diesel::joinable!(changes -> workbooks (workbook_id));
diesel::joinable!(snapshots -> workbooks (workbook_id));
diesel::joinable!(shares -> workbooks (workbook_id));
diesel::joinable!(deliveries -> shares (share_id));
diesel::joinable!(confirmations -> shares (share_id));
diesel::joinable!(sessions -> people (person_id));
diesel::joinable!(passkeys -> people (person_id));
diesel::joinable!(outside_identities -> people (person_id));
diesel::joinable!(partnership_workbooks -> workbooks (workbook_id));
diesel::joinable!(partnership_workbooks -> partnerships (partnership_id));
diesel::joinable!(organizations -> partnerships (partnership_id));
diesel::joinable!(contacts -> organizations (organization_id));
diesel::joinable!(members -> partnerships (partnership_id));
diesel::joinable!(members -> people (person_id));
diesel::joinable!(members -> organizations (organization_id));
diesel::joinable!(invitations -> partnerships (partnership_id));
diesel::joinable!(invitations -> organizations (organization_id));
diesel::joinable!(invitations -> people (invited_by));
diesel::joinable!(activities -> partnerships (partnership_id));
diesel::joinable!(activities -> people (person_id));
diesel::joinable!(steps -> partnerships (partnership_id));
diesel::joinable!(steps -> organizations (owner_organization));
diesel::joinable!(agenda_items -> partnerships (partnership_id));
diesel::joinable!(agenda_items -> people (added_by));
diesel::joinable!(evidence -> partnerships (partnership_id));
diesel::joinable!(evidence -> people (added_by));
diesel::joinable!(calendar_feeds -> partnerships (partnership_id));
diesel::joinable!(calendar_feeds -> people (person_id));
diesel::joinable!(rounds -> partnerships (partnership_id));
diesel::joinable!(rounds -> people (opened_by));
diesel::joinable!(round_organizations -> rounds (round_id));
diesel::joinable!(round_organizations -> organizations (organization_id));
diesel::joinable!(responses -> rounds (round_id));
diesel::joinable!(responses -> people (person_id));
diesel::joinable!(responses -> organizations (organization_id));
diesel::joinable!(responses -> workbooks (workbook_id));
diesel::joinable!(round_reminders -> rounds (round_id));
diesel::joinable!(round_reminders -> people (person_id));
diesel::joinable!(meetings -> partnerships (partnership_id));
diesel::joinable!(meetings -> people (started_by));
diesel::joinable!(meeting_answers -> meetings (meeting_id));
diesel::joinable!(meeting_results -> meetings (meeting_id));
diesel::joinable!(setting_changes -> people (person_id));

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
    people,
    sessions,
    sign_ins,
    passkeys,
    outside_identities,
    partnerships,
    partnership_workbooks,
    organizations,
    contacts,
    members,
    invitations,
    activities,
    steps,
    agenda_items,
    evidence,
    calendar_feeds,
    rounds,
    round_organizations,
    responses,
    round_reminders,
    meetings,
    meeting_answers,
    meeting_results,
    nodes,
    node_rooms,
    turns,
    instance_facts,
    operators,
    instance_settings,
    setting_changes,
);
