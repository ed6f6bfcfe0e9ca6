### Rondas: abrir una, responder a solas, resultados.

rounds-lead = En una ronda, cada persona responde la lista a solas. Al cerrarse, ven en conjunto en qué coinciden y en qué difieren.
rounds-none = Todavía no hay rondas. Abra la primera: toma unas tres semanas y 20 minutos de cada persona.
rounds-none-member = Todavía no hay rondas. Una persona responsable abre la primera y usted recibe un correo.
rounds-new = Abrir una ronda
rounds-waits = Le espera a usted
rounds-counts = { $done } de { $asked } personas respondieron
rounds-closed = Cerrada el { $date }
rounds-open-until = Abierta hasta el { $date }

opening-lead = Cada persona a quien pregunte recibe un correo con un enlace a su propia copia. Nadie ve las respuestas de los demás antes de que la ronda se cierre.
opening-no-partners = Primero agregue sus organizaciones asociadas.
opening-add-partners = Ir a organizaciones
opening-name = Nombre de la ronda
opening-name-hint = Por ejemplo: Otoño 2026
opening-name-empty = Escriba un nombre para la ronda.
opening-checklist = Lista
opening-checklist-unknown = Elija una de las listas.
opening-closes = Último día para responder
opening-closes-hint = La ronda se cierra al final de ese día. Puede cerrarla antes.
opening-closes-odd = Elija un día, como 2026-12-09.
opening-closes-past = Ese día ya pasó. Elija uno posterior.
opening-closes-far = Una ronda puede estar abierta un año como máximo. Elija un día anterior.
opening-asked = A quién se pregunta y a cuántas personas de cada organización
opening-asked-hint = Déjelo en blanco o escriba 0 para no incluir una organización. Cada organización cuenta una vez en los resultados, sin importar cuántas de sus personas respondan.
opening-speakers = { $n ->
    [0] nadie habla por ella todavía
    [one] un miembro habla por ella
   *[other] { $n } miembros hablan por ella
}
opening-people-odd = Escriba un número de personas, de 0 a 200.
opening-nobody = Pregunte al menos a una organización.
opening-too-many = Ya hay cinco rondas abiertas. Primero cierre una.
opening-names = Qué muestran los resultados
opening-names-hint = Las personas lo ven antes de responder. No se puede cambiar después.
opening-names-none = Sin nombres: solo cuántas organizaciones dieron cada respuesta
opening-names-organizations = Con nombres: qué organización dio qué respuesta. Donde una sola persona responde por una organización, es la respuesta de esa persona.
opening-min = Grupo más pequeño que se muestra por separado
opening-min-hint = Los resultados de grupos con menos personas se ocultan.
opening-then = Al abrir la ronda, cada miembro que habla por una de estas organizaciones recibe un correo.
opening-go = Abrir la ronda

round-own = Sus propias respuestas
round-asked = Usted responde por { $name }.
round-how = Responda lo que sepa. “No sé” también es una buena respuesta. Puede parar cuando quiera y seguir después, también sin internet.
round-begin = Empezar su copia
round-full = Ya responden suficientes personas por { $name } en esta ronda. Gracias.
round-not-asked = En esta ronda no se le pregunta a usted, porque no habla por ninguna de sus organizaciones. Una persona responsable puede cambiarlo en Personas.
round-begun = Avísenos cuando termine. Si no lo hace, sus respuestas cuentan tal como estén cuando la ronda se cierre.
round-go-on = Seguir respondiendo
round-finish = Terminé
round-finished = Gracias. Sus respuestas llegaron.
round-finished-text = Todavía puede cambiarlas hasta que la ronda se cierre.
round-look = Ver su copia
round-reopen = Todavía no termino
round-of-copy = Volver a la ronda
round-shown = Qué verán los demás
round-shown-later = Nada antes de que la ronda se cierre; solo cuántas personas respondieron.
round-shown-named = Después: qué organización dio qué respuesta. Donde solo usted responde por la suya, esa es su respuesta.
round-shown-unnamed = Después: cuántas organizaciones dieron cada respuesta, sin nombres.
round-shown-min = Los grupos con menos de { $n } personas nunca se muestran por separado.
round-rates = Quién ha respondido hasta ahora
round-sector = Sector
round-done = Respondieron
round-people-asked = Preguntadas
round-by-organization = Por organización
round-remind = Recordar a quien no ha respondido
round-close = Cerrar la ronda ahora
round-close-hint = Después nadie podrá responder y no se puede volver a abrir. Los resultados se muestran a todos los miembros.
round-close-go = Sí, cerrarla para todos

results-title = Resultados de preparación
results-from = De { $answered } de las { $asked } organizaciones a las que preguntamos.
results-hidden = Respondieron muy pocas personas para mostrar resultados.
results-hidden-text = Los resultados se muestran cuando responden al menos { $n } personas, para que no se pueda deducir la respuesta de nadie.
results-all-yes = La mayoría dijo que sí a todo
results-far-count = { $n ->
    [0] No hay preguntas en las que las organizaciones estén lejos unas de otras.
    [one] Antes de seguir, hablen de la pregunta en la que están lejos unas de otras.
   *[other] Antes de seguir, hablen de las { $n } preguntas en las que están lejos unas de otras.
}
results-guide = Abrir la guía
results-see = Ver en qué difieren
results-differ = En qué coinciden y en qué difieren
results-differ-lead = Una diferencia no es un problema. Es un buen punto de partida para conversar. Las diferencias más grandes van primero.
results-question = Pregunta
results-agreement = Acuerdo
results-agree = Coinciden
results-some-gap = Algo de diferencia
results-far-apart = Lejos
results-one = Una respuesta
results-nobody = Ninguna
results-team = La respuesta del equipo
results-agenda = Agregar a la agenda
results-comments = { $n ->
    [one] Un comentario
   *[other] { $n } comentarios
}
results-dont-know = { $n } no saben
results-not-applicable = a { $n } no les corresponde
results-not-answered = { $n } sin responder
results-all = Mostrar las { $n } preguntas
results-pdf = Descargar PDF
results-how = Cada organización cuenta una vez: su posición es la respuesta del medio de sus personas. Qué tan lejos están se mide con la variación ordinal de Leik (1966). “No sé” y “No corresponde” se muestran, no se promedian.
results-heat = Etapas por organización
results-heat-lead = Cuántas preguntas de cada etapa respondió una organización con sí.
results-cell = { $yes } de { $of }
results-sectors = Por sector
results-sectors-lead = Respuestas con sí, de todas las organizaciones del sector.
results-levels = Atención directa y dirección
results-levels-lead = Respuestas con sí, de todas las personas de ese nivel.
results-levels-none = En esta ronda no se muestra nada por nivel.
results-hidden-group = Oculto para proteger la privacidad
results-small-groups = Los grupos con menos de { $n } personas se ocultan, y otros junto con ellos donde uno se podría deducir del resto.
results-change = A lo largo del tiempo
results-change-lead = Número de preguntas que la mayoría de las organizaciones respondió con sí.
results-change-lead-team = Número de preguntas con sí: lo que respondió la mayoría en una ronda, junto a lo que el equipo respondió en conjunto en su propio cuaderno.
results-key-round = La mayoría, en una ronda
results-key-team = La respuesta del equipo
results-of-team = El equipo: { $yes }
results-moment-round = Ronda: { $name }
results-moment-team = La respuesta del equipo, hoy
results-moment-snapshot = La respuesta del equipo, una copia fechada
results-moment-named = La respuesta del equipo: { $name }
results-when = Cuándo
results-what = De quién
results-up-from = más que { $n }
results-down-from = menos que { $n }
results-no-change = sin cambio
results-as-table = Ver estos números como tabla
results-stage = Etapa
results-moved = Qué cambió desde la última ronda
results-who-moved = Quién cambió
results-nothing-moved = Nada que se pueda mostrar.
results-from-to = de «{ $before }» a «{ $after }»
results-moves = { $up } preguntas hacia el sí, { $down } en sentido contrario
results-rates = Quién respondió
results-people-answered = Respondieron
