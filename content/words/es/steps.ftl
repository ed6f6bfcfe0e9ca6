### Los próximos pasos, la agenda, las pruebas y la actividad de una alianza.

question-choose = Elija una pregunta
question-empty = Elija una pregunta.
question-gone = Esta pregunta ya no está en el cuaderno. Elija otra.
question-gone-name = Una pregunta que ya no está en el cuaderno

steps-lead = Quién hace qué y para cuándo.
steps-open = Por hacer
steps-none = Todavía no hay próximos pasos. Agregue el primero o busque uno en la agenda.
steps-none-viewer = Todavía no hay próximos pasos.
steps-add = Agregar un próximo paso
steps-text = Qué hay que hacer
steps-text-hint = Una sola cosa, que empiece con un verbo. Por ejemplo: Pedir a la escuela las cifras de asistencia
steps-text-empty = Escriba qué hay que hacer.
steps-owner = Quién se encarga
steps-owner-none = Nadie todavía
steps-owner-people = Personas
steps-owner-organizations = Organizaciones
steps-owner-gone = Este responsable ya no pertenece a la alianza. Elija otro.
steps-due-day = Para qué día
steps-due-hint = Puede dejarlo en blanco.
steps-due-odd = Esto no es un día. Escríbalo como 2026-12-14, entre 2020 y 2100.
steps-question = Sobre qué pregunta
steps-question-none = Ninguna
steps-full = Una alianza puede tener { $n } próximos pasos abiertos. Primero termine o quite uno.
steps-overdue = Atrasado
steps-soon = Vence pronto
steps-no-owner = Sin responsable
steps-nobody = Todavía sin responsable
steps-choose-owner = elija quién se encarga
steps-due = para el { $date }
steps-done-on = hecho el { $date }
steps-about = sobre “{ $topic }”
steps-change = Cambiar
steps-done = Hecho
steps-reopen = Aún no está hecho
steps-done-count = { $n ->
    [one] Un paso está hecho
   *[other] { $n } pasos están hechos
}
steps-finished = Hecho: { $text }
steps-removed = Se quitó: { $text }
steps-edit = Cambiar un próximo paso
steps-back = Volver
steps-remove = Quitar este paso
steps-calendar = Agregar a su calendario
steps-calendar-what = Con un enlace privado, su propio calendario muestra los próximos pasos que tienen un día.
steps-calendar-make = Hacer un enlace de calendario
steps-calendar-how = En su calendario, busque “agregar por URL” o “suscribirse” y pegue ahí este enlace.
steps-calendar-link = Su enlace de calendario
steps-calendar-hint = Cualquier persona con este enlace puede leer los próximos pasos. No lo comparta.
steps-calendar-end = Terminar este enlace
steps-calendar-name = { $name }: próximos pasos
steps-calendar-owner = Responsable: { $name }

agenda-title = Agenda
agenda-lead = Las preguntas de las que se hablará. Puede imprimir esta página y llevarla.
agenda-none = Todavía no hay nada en la agenda. Agregue una pregunta de la que quiera hablar.
agenda-none-viewer = Todavía no hay nada en la agenda.
agenda-add = Agregar una pregunta
agenda-add-go = Ponerla en la agenda
agenda-question = Pregunta
agenda-note = De qué hay que hablar
agenda-note-hint = Puede dejarlo en blanco.
agenda-full = Una agenda puede tener { $n } preguntas. Primero quite una.
agenda-twice = Esta pregunta ya está en la agenda.
agenda-answer = La respuesta del equipo:
agenda-by = La agregó { $name }
agenda-help = Lo que dice la guía
agenda-help-open = Seguir leyendo en la guía
agenda-step = Agregar un próximo paso
agenda-done = Ya hablamos de esto
agenda-reopen = Ponerla otra vez
agenda-remove = Quitarla
agenda-done-count = { $n ->
    [one] Ya se habló de una pregunta
   *[other] Ya se habló de { $n } preguntas
}
agenda-finished = Ya se habló de: { $topic }
agenda-removed = Se quitó de la agenda: { $topic }

evidence-title = Pruebas
evidence-lead = En qué se apoyan las respuestas del equipo. Ayuda a que las organizaciones nuevas confíen en ellas.
evidence-add = Agregar una prueba
evidence-question = Para qué pregunta
evidence-kind = Qué es
evidence-kind-empty = Elija qué es.
evidence-document = Documento
evidence-page = Página web
evidence-person = Persona que lo sabe
evidence-record = Registro
evidence-label = Cómo se llama
evidence-label-hint = Por ejemplo: Acta del 4 de mayo. Nombre a una persona solo si está de acuerdo.
evidence-label-empty = Escriba cómo se llama.
evidence-link = Enlace
evidence-link-hint = Puede dejarlo en blanco. Una persona no tiene.
evidence-link-odd = Esto no es una dirección web. Empieza con https:// o http://.
evidence-link-person = Una persona no tiene enlace. Deje esto en blanco o elija qué otra cosa es.
evidence-full = Una alianza puede tener { $n } pruebas. Primero quite algunas.
evidence-count = { $n ->
    [0] sin pruebas
    [one] una prueba
   *[other] { $n } pruebas
}
evidence-not-yet = Todavía no hay pruebas
evidence-by = la agregó { $name }
evidence-remove = Quitar
evidence-removed = Se quitó: { $label }
evidence-strays = De preguntas que ya no están en el cuaderno

activity-title = Actividad
activity-lead = Quién hizo qué en la alianza. Solo las personas responsables ven esta página.
activity-none = Todavía no ha pasado nada.
activity-no-more = No hay nada anterior.
activity-older = Anteriores
activity-newest = Volver a lo más nuevo
activity-csv = Descargar como tabla
activity-csv-at = Cuándo (UTC)
activity-csv-who = Quién
activity-csv-line = Qué pasó
activity-csv-kind = Tipo
activity-csv-what = Sobre qué
activity-program = Crosswalk
activity-other = { $who } hizo algo: { $what }
activity-agenda-done = { $who } anotó que ya se habló de “{ $what }”.
activity-agenda-reopened = { $who } puso “{ $what }” otra vez en la agenda.
activity-agenda-removed = { $who } quitó “{ $what }” de la agenda.
activity-calendar-linked = { $who } hizo un enlace de calendario a los próximos pasos.
activity-calendar-unlinked = { $who } terminó un enlace de calendario a los próximos pasos.
