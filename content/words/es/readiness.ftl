# Lo que dice un cuaderno, en oraciones: para la página de lectura, el PDF y la API.
readiness-next = Trabajen ahora en la etapa { $number }: { $title }
readiness-done = Todas las preguntas que corresponden tienen un sí
readiness-done-why = Guarden una copia con fecha para comparar más adelante. Vuelvan cuando cambien las personas, los fondos o las necesidades.
readiness-nothing-applies = Ninguna pregunta de esta lista corresponde
readiness-nothing-applies-why = Todas las preguntas están marcadas «No corresponde». Si no es así, cambie una respuesta y esta lectura cambiará también.
readiness-why-nothing-answered = { $dont_know ->
    [0] Todavía no hay respuestas, así que este es un buen punto de partida. También pueden empezar por cualquier otra etapa.
   *[other] Hasta ahora la única respuesta es “No sé”, así que este es un buen punto de partida. También pueden empezar por cualquier otra etapa.
}
readiness-why-open = { $dont_know ->
    [0] Ninguna pregunta de esta etapa tiene respuesta todavía.
   *[other] Hasta ahora la única respuesta de esta etapa es “No sé”. Empiecen por averiguarlo.
}
readiness-why-not-yet = { $dont_know ->
    [0] Hasta ahora todas las respuestas de esta etapa son «Todavía no». Elijan una pregunta para empezar.
   *[other] Hasta ahora todas las respuestas de esta etapa son “Todavía no” o “No sé”. Elijan una pregunta para empezar.
}
readiness-why-begun = { $dont_know ->
    [0] Aquí ya hay trabajo: { $yes } con sí, { $in_progress } en proceso, { $open } sin respuesta.
   *[other] Aquí ya hay trabajo: { $yes } con sí, { $in_progress } en proceso, { $dont_know } por averiguar, { $open } sin respuesta.
}
readiness-why-finish = { $left ->
    [one] Todas las etapas tienen una base firme. Aquí queda una pregunta por terminar.
   *[other] Todas las etapas tienen una base firme. Aquí quedan { $left } preguntas por terminar.
}
readiness-builds-on = { $count ->
    [one] Ya respondieron sí al menos a la mitad de la etapa { $stages }.
   *[other] Ya respondieron sí al menos a la mitad de las etapas { $stages }.
}
readiness-under-way = { $count ->
    [one] El trabajo de la etapa { $stages } puede seguir.
   *[other] El trabajo de las etapas { $stages } puede seguir.
}
readiness-and = { $some } y { $last }
readiness-open = { $n ->
    [0] Todas las preguntas tienen respuesta.
    [one] Una pregunta no tiene respuesta todavía.
   *[other] { $n } preguntas no tienen respuesta todavía.
}
readiness-to-find-out = { $n ->
    [one] Una pregunta está por averiguar: su respuesta es “No sé”.
   *[other] { $n } preguntas están por averiguar: su respuesta es “No sé”.
}
readiness-question-to-find-out = { $question } (por averiguar)
readiness-strong = { $principle }: fuerte. { $yes } de { $total } preguntas tienen un sí.
readiness-growing = { $principle }: va creciendo. { $yes } de { $total } preguntas tienen un sí.
readiness-thin = { $principle }: débil por ahora. { $not_yet } de { $total } preguntas están en «Todavía no».
readiness-unknown = { $dont_know ->
    [0] { $principle }: es pronto para saberlo. { $open } de { $total } preguntas no tienen respuesta todavía.
   *[other] { $principle }: es pronto para saberlo. De { $total } preguntas, { $dont_know } por averiguar y { $open } sin respuesta.
}
readiness-unknown-none = { $principle }: ninguna de sus preguntas corresponde.
principle-engage-community = Involucrar a la comunidad
principle-advance-equity = Promover la equidad
principle-continuous-improvement = Mejorar siempre
principle-build-on-resources = Aprovechar lo que ya existe
