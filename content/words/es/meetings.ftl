### En la sala: una reunión en la que las personas responden con su teléfono. Las claves que empiezan con meet- son para teléfonos.

meetings-title = En la sala
meetings-lead = En una reunión, las personas responden una pregunta a la vez en su propio teléfono. Después ven todas juntas en qué están de acuerdo y en qué no.
meetings-start-text = Hace falta una pantalla que vea todo el mundo y personas con teléfono. Nadie necesita una cuenta. Ninguna respuesta lleva nombre.
meetings-start = Empezar una reunión
meetings-past = Sus reuniones
meetings-none = Todavía no hay reuniones. Empiece la primera.
meetings-running = En curso
meetings-nothing-shown = No se respondió ninguna pregunta.
meetings-outcome = { $shown ->
    [one] 1 pregunta respondida
   *[other] { $shown } preguntas respondidas
}, { $agreed } con acuerdo

meeting-title = Reunión
meeting-stage = Etapa { $n }: { $title }
meeting-agree = De acuerdo
meeting-some-gap = Alguna diferencia
meeting-far-apart = Muy lejos
meeting-spread = Cómo respondió la sala
meeting-answered = { $n ->
    [one] 1 respuesta
   *[other] { $n } respuestas
}
meeting-here = { $n ->
    [one] Hay 1 teléfono
   *[other] Hay { $n } teléfonos
}
meeting-too-few = Respondieron muy pocas personas para mostrarlo. Para proteger la privacidad, hacen falta { $n } respuestas.
meeting-agreed = Acuerdo: { $answer }
meeting-open-screen = Abrir la pantalla
meeting-join = Cómo se entra
meeting-join-text = Las personas escanean el código de la pantalla o van a
meeting-choose-first = Elija la primera pregunta. Todo el mundo la ve de inmediato.
meeting-reveal = Mostrar las respuestas
meeting-reveal-hint = Hasta que usted las muestre, nadie puede ver cómo respondieron los demás, tampoco usted. Después ya no cambian.
meeting-gap-hint = Una diferencia no es un problema. Es un buen punto de partida para conversar.
meeting-timer = Cronómetro
meeting-timer-minutes = { $n ->
    [one] 1 minuto
   *[other] { $n } minutos
}
meeting-timer-stop = Parar el cronómetro
meeting-agreement = ¿En qué están de acuerdo?
meeting-agreement-answer = La respuesta del equipo
meeting-agreement-note = Nota
meeting-agreement-hint = Puede dejarla en blanco. Queda debajo de la pregunta en su cuaderno, con el nombre de usted.
meeting-agreement-save = Anotarlo en el cuaderno
meeting-agreement-empty = Elija la respuesta en la que el equipo está de acuerdo.
meeting-next = Siguiente pregunta: { $topic }
meeting-questions = Todas las preguntas
meeting-ask = Preguntar esto
meeting-on-screen = En la pantalla
meeting-was-shown = Respondida
meeting-end = Terminar la reunión
meeting-end-text = Los teléfonos avisan que terminó y el código deja de servir. Lo que acordaron se queda.
meeting-ended = Esta reunión terminó
meeting-ended-text = Lo que respondieron los teléfonos se borra a los 30 días. Lo que se mostró y se acordó se queda.
meeting-outcomes = Resultados
meeting-screen-waiting = Tome su teléfono y entre. No necesita una cuenta.

meet-title = Entrar a una reunión
meet-lead = Escriba el código que ve en la pantalla.
meet-code = Código
meet-code-hint = Seis letras y números. También sirven las minúsculas.
meet-code-empty = Escriba el código que ve en la pantalla.
meet-code-wrong = No hay ninguna reunión en curso con ese código. Mire otra vez la pantalla.
meet-enter = Entrar
meet-again = Mirar otra vez
meet-private = Nadie ve quién respondió qué. No guardamos ningún nombre.

meet-island-waiting = Ya está dentro. La próxima pregunta aparece aquí.
meet-island-tap = Toque su respuesta.
meet-island-saved = Su respuesta ya llegó. Puede cambiarla hasta que se muestre.
meet-island-late = Esa pregunta ya se cerró. Su último toque llegó tarde.
meet-island-shown = Así respondió la sala.
meet-island-ended = La reunión terminó. Gracias.
meet-island-offline = No hay conexión. Lo intentamos otra vez automáticamente.
meet-island-online = La conexión volvió.
meet-island-failed = Su respuesta no llegó. Tóquela otra vez.
meet-island-time-up = Se acabó el tiempo
meet-island-moved = La reunión siguió. Mire otra vez para verlo.
