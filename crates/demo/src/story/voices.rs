//! What people say in the rounds.

use super::Voice;

type Notes = &'static [(&'static str, &'static str)];

const fn said(who: &'static str, answers: &'static str, notes: Notes) -> Voice {
    Voice { who, answers, notes, done: true }
}

/// The first round: half a year ago.
#[rustfmt::skip] // one line of answers each
pub(super) const FIRST: [Voice; 12] = [
    said("Rosa Medina", "ppnppn ppyn nnnnn nnnnnn nnnnn", &[
        ("racial-equity", "We have the attendance numbers by race. We have never looked at moves that way."),
    ]),
    said("Dana Whitfield", "ypyypp yyyy pnnnp npnnnp nnnnn", &[
        ("progress-monitoring-and-data-sharing", "Our lawyers have had the draft since March."),
    ]),
    said("Carla Núñez", "npnnnn pnnn nnnnd nnnndn dnnnn", &[
        ("community-voice", "A las familias de Eastgate nadie les preguntó qué querían saber."),
    ]),
    said("Bea Wong", "ppppyn ppyp nnnnn nnnpnn nnndn", &[
        ("target-populations", "Do we mean HUD’s families or the schools’ families? The two lists do not match."),
    ]),
    said("Marcus Bell", "ppnpyp ppdp nnnnp npnnnn npnnn", &[
        ("goal-setting", "We say attendance, housing says stability. Both are fine, but we have not written it down."),
    ]),
    said("Ana Ruiz", "npnnpn pnnn nnnnn dnnnnn nnnnd", &[
        ("power-and-agency", "Decisions are made before the meeting. I hear of them after."),
    ]),
    said("Joy Kim", "yppypp yppy nnnpp nnpnnp nnpnn", &[]),
    said("Thuy Tran", "npnnnn pnnn nnnnn ndnnnn nnnnn", &[
        ("community-voice", "Residents filled in a survey. Nobody came back to tell us what it said."),
        ("power-and-agency", "We get ten minutes at the end of the agenda."),
    ]),
    said("Bill Yates", "nnpndn nnnn nnnnn ddnnnn nnnnn", &[
        ("diverse-representation", "Meetings are at 10 in the morning. Who can come?"),
    ]),
    said("Mai Vang", "npnnnd pndn nnnnn nnndnn nnnnn", &[]),
    said("Luz Rey", "nnnnnd nndn nnnnn dnndnn nnnnn", &[
        ("local-conditions", "Hay familias que se mudan tres veces en un año escolar. Eso no sale en los informes."),
        ("messaging-and-communication", "Las cartas llegan solo en inglés."),
    ]),
    said("Lena Ortiz", "yppypp ypyp npnnp npnnnn nnnnn", &[
        ("support-and-resources", "We could free half a day a week of a nurse. Nobody has asked."),
    ]),
];

/// The second round: everybody has talked about the first one since.
#[rustfmt::skip] // one line of answers each
pub(super) const SECOND: [Voice; 14] = [
    said("Rosa Medina", "yyypyp yyyp pnpnp nnnnpp nnnnn", &[
        ("racial-equity", "Moves by race are in the report now. We still owe the question why."),
    ]),
    said("Dana Whitfield", "yyyyyp yyyy yppyy ppppnp nnpnn", &[
        ("support-and-resources", "The board will vote on half a position in January."),
    ]),
    said("Carla Núñez", "pyypyp yypn npnnp nnpnnp nnnnd", &[
        ("power-and-agency", "Ya nos escuchan más, pero el presupuesto todavía se decide sin nosotros."),
    ]),
    said("Bea Wong", "yyypyp ypyp pnpnn nnnpnn nnnpn", &[
        ("progress-monitoring-and-data-sharing", "One agreement is signed. The one about addresses is not."),
    ]),
    said("Marcus Bell", "yyypyy yyyp pnpnp npnpnp npnnn", &[
        ("outcomes-and-accountability", "We agree on attendance. We have no target and no date yet."),
    ]),
    said("Ana Ruiz", "pyynyp ypyn nnpnp nnnnnn nnnnd", &[
        ("community-voice", "The walk in Eastgate was good. It was one walk, with eleven people."),
        ("partner-responsibilities", "I still do the calls for both sides."),
    ]),
    said("Joy Kim", "yyyyyp yyyy ppnpy npppnp npppn", &[]),
    said("Thuy Tran", "yypnpp ypyn nnpnn nnnnnn npnnn", &[
        ("community-voice", "Residents answered questions that others chose. We have not chosen one yet."),
        ("power-and-agency", "Two seats on the steering group, and no vote on money."),
    ]),
    said("Bill Yates", "ypynpn ppyn ndpnn ndnnnn nnnnn", &[
        ("baseline-assessment", "I saw the numbers on a slide for half a minute. Put them up in the lobby."),
    ]),
    said("Mai Vang", "pypnpd ypyn nnnnn nnnnnn npnnn", &[]),
    said("Luz Rey", "pynnpn yndn nnpnn dnnnnn npnnd", &[
        ("community-voice", "Vinieron a preguntar, y eso es nuevo. Falta que nos digan qué hicieron con lo que dijimos."),
        ("community-engagement", "Las mamás apoyan la meta de asistencia si también se habla de las mudanzas."),
    ]),
    said("Ivy Cole", "pypnyn yppn nnnnd ndnnnp nnnnn", &[
        ("power-and-agency", "Interpreters came to the last two meetings. That changed who speaks."),
    ]),
    said("Lena Ortiz", "yyypyy yyyp ppppp nppnpp npnnn", &[
        ("organizational-alignment", "Missed school days are now a question at every checkup. It fits what we do."),
    ]),
    said("Kit Moss", "ypypyp yyyp pnnnp nnpnpp nnnnn", &[
        ("local-stakeholders", "The list is good. Three landlords on Fourth Street are still not on it."),
    ]),
];

/// The third round, which is open: some are done, one is in the middle.
#[rustfmt::skip] // one line of answers each
pub(super) const THIRD: [Voice; 7] = [
    said("Rosa Medina", "yyyyyp yyyp ypypp pppppp nnpnn", &[]),
    said("Marcus Bell", "yyyyyy yyyp ypypy pppppp nppnn", &[
        ("outcomes-and-accountability", "Target and date are in the minutes of the last meeting."),
    ]),
    said("Thuy Tran", "yyypyp yyyp npppn nnpnnp nppnn", &[
        ("community-voice", "Northside chose two of the five questions this time."),
    ]),
    said("Ana Ruiz", "yyypyp yyyp pnppp pnpppp npnnn", &[]),
    said("Lena Ortiz", "yyyyyy yyyy yppyy pppppp npppn", &[]),
    said("Carla Núñez", "yyypyp yyyp pppnp npppnp nnnnd", &[
        ("partner-responsibilities", "Por fin hay una hoja que dice quién llama a quién."),
    ]),
    Voice { who: "Luz Rey", answers: "yypp-p yyd- pn--- ------ -----", notes: &[
        ("community-voice", "Esta vez sí nos dijeron qué cambió por lo que dijimos."),
    ], done: false },
];
