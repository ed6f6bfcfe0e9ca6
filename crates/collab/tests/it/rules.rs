//! What stands, what history keeps, and what the server's own edits do.

use crosswalk_checklist::{Answer, Workbook};
use crosswalk_collab::{ClientOwners, DeviceId, Document, Edit, Limits, Received, Refusal, Sender, Subject};
use crosswalk_names::{CommentId, Timestamp};

use crate::common::*;

fn set_answer(key: &str, value: Option<Answer>, by: &str, at: i64) -> Edit {
    Edit::Answer { question: question(key), value, by: by.into(), at: Timestamp(at) }
}

fn add_comment(number: u8, text: &str, at: i64) -> Edit {
    Edit::AddComment {
        id: CommentId::from_random([number; 8]),
        question: question("goal-setting"),
        parent: None,
        text: text.into(),
        by: "Ana".into(),
        at: Timestamp(at),
    }
}

fn put_question(number: u8, in_stage: &str, at: i64) -> Edit {
    Edit::PutQuestion {
        key: crosswalk_names::QuestionKey::own_from_random([number; 8]),
        stage: stage(in_stage),
        text: "Who is missing?".into(),
        by: "Ana".into(),
        at: Timestamp(at),
        created: Timestamp(at),
    }
}

#[test]
fn the_later_answer_stands_whichever_arrives_first() {
    // Yjs lets the greater client id win, so the ids are tried both ways too.
    for (early, late) in [(50, 60), (60, 50)] {
        for late_first in [false, true] {
            let mut document = document();
            let (a, b) = (Replica::new(early), Replica::new(late));
            let updates = [
                (a.answer("data-use", Some("not_yet"), "Ana", 1_000), sender(1)),
                (b.answer("data-use", Some("yes"), "Ben", 2_000), sender(2)),
            ];
            let mut changes = Vec::new();
            for index in if late_first { [1, 0] } else { [0, 1] } {
                document.receive(&updates[index].0, updates[index].1).expect("taken");
                let batch = document.flush().expect("a batch");
                a.apply(&batch.update);
                b.apply(&batch.update);
                changes.extend(batch.changes);
            }
            assert_eq!(document.workbook().answer(&question("data-use")), Some(Answer::Yes));
            for replica in [&a, &b] {
                assert_eq!(replica.get("answers", "data-use"), Some(answer(Some("yes"), "Ben", 2_000)));
            }
            let lost: Vec<_> = changes.iter().filter(|change| !change.stands).collect();
            if late_first {
                assert_eq!(lost.len(), 1);
                assert_eq!((lost[0].by.as_str(), lost[0].connection), ("Ana", Some(1)));
            } else {
                assert!(lost.is_empty());
            }
        }
    }
}

#[test]
fn of_one_moment_the_greater_name_stands_in_both_orders() {
    let run = |order: [usize; 2]| {
        let mut document = document();
        let updates = [
            (Replica::new(50).answer("data-use", Some("yes"), "Ana", 5), sender(1)),
            (Replica::new(40).answer("data-use", Some("not_yet"), "Ben", 5), sender(2)),
        ];
        for index in order {
            document.receive(&updates[index].0, updates[index].1).expect("taken");
        }
        document.flush();
        document.workbook().answers[&question("data-use")].by.clone()
    };
    assert_eq!((run([0, 1]), run([1, 0])), ("Ben".to_owned(), "Ben".to_owned()));
}

#[test]
fn i_dont_know_is_taken_and_merged_like_any_answer() {
    for dont_know_is_later in [true, false] {
        let mut document = document();
        let (early, late) = if dont_know_is_later { ("yes", "dont_know") } else { ("dont_know", "yes") };
        let (a, b) = (Replica::new(50), Replica::new(60));
        document.receive(&b.answer("data-use", Some(late), "Ben", 2_000), sender(2)).expect("taken");
        document.receive(&a.answer("data-use", Some(early), "Ana", 1_000), sender(1)).expect("taken");
        document.flush();
        assert_eq!(document.workbook().answer(&question("data-use")), Answer::from_word(late));
        document.edit(&[set_answer("leadership", Some(Answer::DontKnow), "Form", 5)]).expect("taken");
        document.flush();
        let held = Workbook::clone(&document.workbook());
        assert_eq!(held.answer(&question("leadership")), Some(Answer::DontKnow));
        let exported = serde_json::to_string(&held).expect("JSON");
        assert_eq!(serde_json::from_str::<Workbook>(&exported).expect("a workbook"), held);
    }
    let mut document = document();
    assert!(send(&mut document, &Replica::new(50).answer("data-use", Some("unsure"), "Ana", 1)).is_err());
}

#[test]
fn notes_edited_offline_by_two_keep_both_texts() {
    let mut document = document();
    let (a, b) = (Replica::new(50), Replica::new(60));
    a.insert(NOTES, 0, "The school counts absences. ");
    b.insert(NOTES, 0, "Housing counts moves. ");
    a.sync(&mut document, sender(1)).expect("taken");
    b.sync(&mut document, sender(2)).expect("taken");
    a.sync(&mut document, sender(1)).expect("taken");
    let book = document.workbook();
    let text = book.note(&stage("assess"));
    assert!(text.contains("The school counts absences. ") && text.contains("Housing counts moves. "));
    assert_eq!((a.text(NOTES), b.text(NOTES)), (text.to_owned(), text.to_owned()));
}

#[test]
fn a_plain_deletion_counts_as_cleared() {
    let mut document = document();
    let a = Replica::new(50);
    send(&mut document, &a.answer("data-use", Some("yes"), "Ana", 10)).expect("taken");
    let update = a.change(|txn| {
        use yrs::{Map, WriteTxn};
        txn.get_or_insert_map("answers").remove(txn, "data-use");
    });
    document.receive(&update, sender(1)).expect("taken");
    let batch = document.flush().expect("a batch");
    assert_eq!(batch.changes.len(), 1);
    assert_eq!(batch.changes[0].subject, Subject::Answer(question("data-use")));
    assert!(batch.changes[0].before.is_some() && batch.changes[0].after.is_none());
    assert!(document.workbook().answers.is_empty());
    document.edit(&[set_answer("data-use", Some(Answer::NotYet), "Form", 5)]).expect("taken");
    document.flush();
    assert_eq!(document.workbook().answer(&question("data-use")), Some(Answer::NotYet));
}

#[test]
fn a_single_new_update_goes_on_word_for_word_and_what_is_known_is_nothing() {
    let mut document = document();
    let a = Replica::new(50);
    let update = a.insert(NOTES, 0, "Hello");
    assert_eq!(document.receive(&update, sender(1)), Ok(Received::Queued));
    assert_eq!(document.receive(&update, sender(1)), Ok(Received::Nothing));
    let batch = document.flush().expect("a batch");
    assert_eq!(batch.update, update);
    assert_eq!(batch.new_clients, [(50, DeviceId([1; 8]))]);
    assert_eq!(document.receive(&update, sender(1)), Ok(Received::Nothing));
    assert_eq!(document.receive(&[0, 0], sender(1)), Ok(Received::Nothing));
    assert_eq!(document.flush(), None);
    // Half known: the rest is taken, and what goes on holds only that.
    a.insert(NOTES, 5, " you😀");
    assert_eq!(document.receive(&a.all(), sender(1)), Ok(Received::Queued));
    let batch = document.flush().expect("a batch");
    let b = Replica::new(60);
    b.apply(&update);
    b.apply(&batch.update);
    assert_eq!((b.text(NOTES).as_str(), batch.update.len() < a.all().len() + 4), ("Hello you😀", true));
}

#[test]
fn stored_batches_replay_to_the_same_workbook() {
    let mut document = document();
    let a = Replica::new(50);
    let mut log = Vec::new();
    for round in 0..20 {
        document.receive(&a.insert(NOTES, round / 2, "x"), sender(1)).expect("taken");
        document
            .receive(&a.answer("data-use", Some("yes"), "Ana", i64::from(round)), sender(1))
            .expect("taken");
        document.edit(&[set_answer("leadership", Some(Answer::Yes), "Form", round.into())]).expect("taken");
        log.push(document.flush().expect("a batch").stored);
    }
    let owners = document.client_owners().clone();
    let mut whole =
        Document::load(shape(), Limits::default(), 1, None, &log, owners.clone()).expect("the log loads");
    assert_eq!(whole.workbook(), document.workbook());
    let mut half =
        Document::load(shape(), Limits::default(), 1, None, &log[..10], owners.clone()).expect("loads");
    half = Document::load(shape(), Limits::default(), 2, Some(&half.snapshot()), &log[10..], owners.clone())
        .expect("snapshot and rest of the log load");
    assert_eq!(half.workbook(), document.workbook());
    let gap = Document::load(shape(), Limits::default(), 1, None, &log[1..], owners.clone());
    assert!(gap.is_err(), "a log without its start is not taken for whole");
    let junk = Document::load(shape(), Limits::default(), 1, Some(b"junk"), &log[..0], owners);
    assert!(junk.is_err());
}

#[test]
fn edits_stand_over_what_is_there_even_with_a_clock_behind() {
    let mut document = document();
    send(&mut document, &Replica::new(50).answer("data-use", Some("yes"), "Ana", 9_000)).expect("taken");
    document.edit(&[set_answer("data-use", None, "Ben", 10)]).expect("taken");
    let batch = document.flush().expect("a batch");
    assert_eq!((batch.changes[0].by.as_str(), batch.changes[0].at), ("Ben", Timestamp(9_001)));
    assert!(batch.changes[0].connection.is_none() && batch.changes[0].stands);
    assert_eq!(batch.new_clients, [(SERVER, DeviceId::SERVER)]);
    assert!(document.workbook().answers.is_empty());
    document.edit(&[set_answer("data-use", None, "Cy", 10)]).expect("taken");
    assert_eq!(document.flush(), None, "an edit that changes nothing does nothing");
}

#[test]
fn an_entry_at_the_end_of_time_can_still_be_answered() {
    let mut document = document();
    let far = 4_102_444_800_000;
    send(&mut document, &Replica::new(50).answer("data-use", Some("yes"), "Eve", far)).expect("taken");
    let refused = send(&mut document, &Replica::new(51).answer("leadership", Some("yes"), "Eve", far + 1));
    assert_eq!(refused, Err(Refusal::EntryInvalid { field: "at" }));
    document.edit(&[set_answer("data-use", Some(Answer::NotYet), "Ana", 7)]).expect("taken");
    document.flush();
    assert_eq!(document.workbook().answer(&question("data-use")), Some(Answer::NotYet));
    let later = Replica::new(52);
    later.apply(&document.diff(&[0]).expect("a state vector"));
    let update = later.answer("data-use", Some("in_progress"), "Ana", far + 2);
    send(&mut document, &update).expect("taken");
    assert_eq!(document.workbook().answer(&question("data-use")), Some(Answer::InProgress));
}

#[test]
fn edits_are_all_or_none() {
    let mut document = document();
    let long = Edit::Title { text: "x".repeat(201), by: String::new(), at: Timestamp(1) };
    let refused = document.edit(&[set_answer("data-use", Some(Answer::Yes), "Ana", 1), long]);
    assert_eq!(refused, Err(Refusal::TitleTooLong { limit: 200 }));
    assert_eq!(document.flush(), None);
    assert_eq!(*document.workbook(), Workbook::default());
    let unknown = document.edit(&[set_answer("nothing", Some(Answer::Yes), "Ana", 1)]);
    assert_eq!(unknown, Err(Refusal::UnknownPlace));
    let gone = Edit::RemoveComment {
        id: CommentId::from_random([1; 8]),
        removed: true,
        by: String::new(),
        at: Timestamp(1),
    };
    assert_eq!(document.edit(&[gone]), Err(Refusal::UnknownComment));
    assert_eq!(document.edit(&[add_comment(1, " ", 1)]), Ok(()));
    assert_eq!(document.edit(&[add_comment(2, "", 1)]), Err(Refusal::EmptyText));
}

#[test]
fn removal_keeps_the_author_and_can_be_undone() {
    let mut document = document();
    document.edit(&[add_comment(1, "See the\r\nreport\u{0}", 100)]).expect("taken");
    document.flush();
    let remove = |removed| Edit::RemoveComment {
        id: CommentId::from_random([1; 8]),
        removed,
        by: "Ben".into(),
        at: Timestamp(200),
    };
    document.edit(&[remove(true)]).expect("taken");
    let batch = document.flush().expect("a batch");
    assert_eq!(batch.changes[0].by, "Ben");
    assert!(document.workbook().comments.is_empty());
    document.edit(&[remove(false)]).expect("taken");
    document.flush();
    let book = document.workbook();
    assert_eq!((book.comments[0].text.as_str(), book.comments[0].by.as_str()), ("See the\nreport", "Ana"));
}

#[test]
fn put_back_undoes_a_change_as_history_keeps_it() {
    let mut document = document();
    document.edit(&[set_answer("data-use", Some(Answer::Yes), "Ana", 100)]).expect("taken");
    document.flush();
    document.edit(&[set_answer("data-use", Some(Answer::NotYet), "Ben", 200)]).expect("taken");
    let change = document.flush().expect("a batch").changes.remove(0);
    let subject = Subject::from_parts(change.subject.kind(), change.subject.key()).expect("round trip");
    let undo = Edit::PutBack { subject, value: change.before, by: "Cy".into(), at: Timestamp(300) };
    document.edit(&[undo]).expect("taken");
    assert_eq!(document.flush().expect("a batch").changes[0].by, "Cy");
    let book = document.workbook();
    let answered = &book.answers[&question("data-use")];
    assert_eq!((answered.value, answered.by.as_str(), answered.at), (Answer::Yes, "Ana", Timestamp(300)));
}

#[test]
fn forms_of_one_moment_keep_each_others_text() {
    let mut document = document();
    let a = Replica::new(50);
    send(&mut document, &a.insert(NOTES, 0, "One.\n")).expect("taken");
    document.flush();
    for text in ["One.\nFrom Rosa.\n", "One.\nFrom Marcus.\n"] {
        let text = text.to_owned();
        document.edit(&[Edit::NoteReplace { stage: stage("assess"), base: None, text }]).expect("taken");
    }
    document.flush().expect("a batch");
    assert_eq!(document.workbook().note(&stage("assess")), "One.\nFrom Rosa.\nFrom Marcus.\n");
}

#[test]
fn a_form_keeps_what_another_server_wrote_before_it_was_applied() {
    let mut here = document();
    let mut there = from_log(&[], SERVER + 8);
    let a = Replica::new(50);
    there.receive(&a.insert(NOTES, 0, "Typed at the other server."), sender(1)).expect("taken");
    let text = "From the form.".to_owned();
    here.edit(&[Edit::NoteReplace { stage: stage("assess"), base: None, text }]).expect("taken");
    here.receive_stored([logged(&there.flush().expect("a batch"))]).expect("taken");
    here.flush().expect("a batch");
    assert_eq!(here.workbook().note(&stage("assess")), "Typed at the other server.\n\nFrom the form.");
}

#[test]
fn a_form_is_merged_with_what_it_was_made_of() {
    let mut document = document();
    let a = Replica::new(50);
    send(&mut document, &a.insert(NOTES, 0, "Call the clinic.")).expect("taken");
    document.flush();
    let edit = Edit::NoteReplace {
        stage: stage("assess"),
        base: Some("Call.".into()),
        text: "Call on Monday.".into(),
    };
    document.edit(&[edit]).expect("taken");
    document.flush().expect("a batch");
    assert_eq!(document.workbook().note(&stage("assess")), "Call the clinic on Monday.");
}

#[test]
fn a_form_keeps_what_others_type_at_the_same_time() {
    let mut document = document();
    let a = Replica::new(50);
    send(&mut document, &a.insert(NOTES, 0, "One.\nTwo.\n")).expect("taken");
    document.receive(&a.insert(NOTES, 4, " And more."), sender(1)).expect("taken");
    let text = "One.\nTwo.\nThree.\n".to_owned();
    document.edit(&[Edit::NoteReplace { stage: stage("assess"), base: None, text }]).expect("taken");
    document.receive(&a.insert(NOTES, 0, "Zero.\n"), sender(1)).expect("taken");
    let batch = document.flush().expect("a batch");
    a.apply(&batch.update);
    assert_eq!(a.text(NOTES), "Zero.\nOne. And more.\nTwo.\nThree.\n");
    assert_eq!(document.workbook().note(&stage("assess")), a.text(NOTES));
    let same = Edit::NoteReplace { stage: stage("assess"), base: None, text: a.text(NOTES) };
    document.edit(&[same]).expect("taken");
    assert_eq!(document.flush(), None);
    let notes: Vec<_> = batch.changes.iter().map(|change| change.connection).collect();
    assert_eq!(notes, [Some(1), None]);
}

#[test]
fn counts_are_limited_and_removal_frees_a_place() {
    let mut document = document();
    let edits: Vec<Edit> = (1..=20).map(|number| put_question(number, "engage", number.into())).collect();
    document.edit(&edits).expect("twenty are taken");
    let limit = Err(Refusal::TooManyQuestions { limit: 20 });
    assert_eq!(document.edit(&[put_question(21, "engage", 21)]), limit);
    document.edit(&[put_question(22, "assess", 22)]).expect("another stage has room");
    document.flush();
    let a = Replica::new(50);
    let late = a.set("questions", "own-00000000000000ff", own_question("engage", "One more?", 30, false));
    assert_eq!(send(&mut document, &late), Err(Refusal::TooManyQuestions { limit: 20 }));
    let remove = Edit::RemoveQuestion {
        key: crosswalk_names::QuestionKey::own_from_random([3; 8]),
        removed: true,
        by: String::new(),
        at: Timestamp(40),
    };
    document.edit(&[remove]).expect("taken");
    assert_eq!(send(&mut document, &late), Ok(Received::Queued));
    assert_eq!(document.workbook().own_questions(&stage("engage")).count(), 20);

    let limits = Limits { comments_max: 2, ..Limits::default() };
    let mut small = Document::new(shape(), limits, SERVER);
    small.edit(&[add_comment(1, "a", 1), add_comment(2, "b", 2)]).expect("two are taken");
    assert_eq!(small.edit(&[add_comment(3, "c", 3)]), Err(Refusal::TooManyComments { limit: 2 }));
}

#[test]
fn full_notes_can_be_replaced_at_once() {
    let mut document = document();
    let a = Replica::new(50);
    send(&mut document, &a.insert(NOTES, 0, &"x".repeat(20_000))).expect("to the brim");
    let refused = send(&mut document, &Replica::new(51).insert(NOTES, 0, "y"));
    assert_eq!(refused, Err(Refusal::NotesTooLong { limit: 20_000 }));
    let update = a.change(|txn| {
        use yrs::{Text, WriteTxn};
        let notes = txn.get_or_insert_text(NOTES);
        notes.remove_range(txn, 0, 20_000);
        notes.insert(txn, 0, &"y".repeat(20_000));
    });
    send(&mut document, &update).expect("select all and paste is taken");
    assert_eq!(document.note_length("assess"), 20_000);
    // And with the deletion still in the queue.
    document.receive(&a.delete(NOTES, 0, 10), sender(1)).expect("taken");
    document.receive(&a.insert(NOTES, 0, "0123456789"), sender(1)).expect("taken");
    document.flush();
    assert_eq!(document.note_length("assess"), 20_000);
    let text = "z".repeat(20_001);
    let refused = document.edit(&[Edit::NoteReplace { stage: stage("assess"), base: None, text }]);
    assert_eq!(refused, Err(Refusal::NotesTooLong { limit: 20_000 }));
}

#[test]
fn a_stranger_keeps_a_client_id_until_the_connection_closes() {
    let mut document = document();
    let stranger = |connection| Sender { device: DeviceId::UNKNOWN, connection };
    let a = Replica::new(50);
    document.receive(&a.insert(NOTES, 0, "a"), stranger(1)).expect("taken");
    let next = a.insert(NOTES, 1, "b");
    assert_eq!(document.receive(&next, stranger(2)), Err(Refusal::ForeignClient));
    document.connection_closed(1);
    assert_eq!(document.receive(&next, stranger(2)), Ok(Received::Queued));
    let last = a.insert(NOTES, 2, "c");
    assert_eq!(document.receive(&last, sender(1)), Err(Refusal::ForeignClient));
}

#[test]
fn ids_survive_the_store() {
    let mut document = document();
    let a = Replica::new(50);
    send(&mut document, &a.insert(NOTES, 0, "a")).expect("taken");
    let mut copy = reload(&document);
    let next = a.insert(NOTES, 1, "b");
    assert_eq!(copy.receive(&next, sender(2)), Err(Refusal::ForeignClient));
    assert_eq!(copy.receive(&next, sender(1)), Ok(Received::Queued));
    let forgotten = Document::load(
        shape(),
        Limits::default(),
        50,
        Some(&document.snapshot()),
        [] as [&[u8]; 0],
        ClientOwners::new(),
    );
    let mut forgotten = forgotten.expect("loads");
    forgotten
        .edit(&[Edit::NoteReplace { stage: stage("assess"), base: None, text: "ab".into() }])
        .expect("taken");
    let batch = forgotten.flush().expect("a batch");
    assert_eq!(batch.new_clients, [(51, DeviceId::SERVER)], "the server draws the next free id");
}

#[test]
fn restoring_an_export_gives_the_same_workbook() {
    for seed in 0..60 {
        let mut dice = Dice(seed);
        let mut source = document();
        let edits = random_edits(&mut dice, 60);
        for edit in edits {
            let _ = source.edit(&[edit]);
            if dice.one_in(4) {
                source.flush();
            }
        }
        source.flush();
        let book = source.workbook();
        let json = serde_json::to_string(&*book).expect("serializes");
        let book: Workbook = serde_json::from_str(&json).expect("reads");
        let mut target = document();
        let edits = target.restore(&book, "Importer", Timestamp(1));
        target.edit(&edits).expect("an export fits");
        target.flush();
        assert_eq!(*target.workbook(), book, "seed {seed}");
        assert!(target.restore(&book, "Importer", Timestamp(2)).is_empty());

        // And back to it after more changes: the same but for the moments.
        for edit in random_edits(&mut dice, 30) {
            let _ = target.edit(&[edit]);
        }
        target.flush();
        let edits = target.restore(&book, "Restorer", Timestamp(90_000));
        target.edit(&edits).expect("an old state fits");
        target.flush();
        assert_eq!(timeless(&target.workbook()), timeless(&book), "seed {seed}");
    }
}

/// The workbook without who and when, its comments in order of id.
fn timeless(book: &Workbook) -> Workbook {
    let mut book = book.clone();
    let none = Timestamp::default();
    for signed in [&mut book.title, &mut book.community] {
        (signed.at, signed.by) = (none, String::new());
    }
    for (at, by) in book.answers.values_mut().map(|answer| (&mut answer.at, &mut answer.by)) {
        (*at, *by) = (none, String::new());
    }
    for (at, by) in book.owners.values_mut().map(|owner| (&mut owner.at, &mut owner.by)) {
        (*at, *by) = (none, String::new());
    }
    for (at, by) in book.comments.iter_mut().map(|comment| (&mut comment.at, &mut comment.by)) {
        (*at, *by) = (none, String::new());
    }
    for (at, by) in book.questions.iter_mut().map(|question| (&mut question.at, &mut question.by)) {
        (*at, *by) = (none, String::new());
    }
    book.comments.sort_by(|a, b| a.id.cmp(&b.id));
    book
}

fn random_edits(dice: &mut Dice, count: usize) -> Vec<Edit> {
    (0..count).map(|number| random_edit(dice, 1_000 + i64::try_from(number).expect("small"))).collect()
}

fn random_edit(dice: &mut Dice, now: i64) -> Edit {
    let by = dice.pick(["Ana", "", "José 😀"]).to_owned();
    let at = Timestamp(now);
    let random = u8::try_from(dice.roll(6)).expect("small");
    let key = match dice.roll(4) {
        0 => crosswalk_names::QuestionKey::own_from_random([random; 8]),
        _ => question(dice.pick(QUESTIONS)),
    };
    match dice.roll(9) {
        0 | 1 => {
            Edit::Answer { question: key, value: (!dice.one_in(4)).then(|| dice.pick(Answer::ALL)), by, at }
        }
        2 => Edit::Owner { question: key, name: dice.pick(["", "Riverside", "学校"]).to_owned(), by, at },
        3 => Edit::Title { text: dice.pick(["", "Riverside"]).to_owned(), by, at },
        4 => Edit::AddComment {
            id: CommentId::from_random([random; 8]),
            question: key,
            parent: dice.one_in(2).then(|| CommentId::from_random([0; 8])),
            text: format!("Comment {now}"),
            by,
            at,
        },
        5 => {
            Edit::RemoveComment { id: CommentId::from_random([random; 8]), removed: !dice.one_in(3), by, at }
        }
        6 => Edit::PutQuestion {
            key: crosswalk_names::QuestionKey::own_from_random([random; 8]),
            stage: stage(dice.pick(STAGES)),
            text: format!("Question {now}?"),
            by,
            at,
            created: at,
        },
        7 => Edit::RemoveQuestion {
            key: crosswalk_names::QuestionKey::own_from_random([random; 8]),
            removed: !dice.one_in(3),
            by,
            at,
        },
        _ => Edit::NoteReplace {
            stage: stage(dice.pick(STAGES)),
            base: None,
            text: format!("Notes\nof {now} 😀\n"),
        },
    }
}
