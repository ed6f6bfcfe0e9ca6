### La guía de recursos: páginas para leer, listas, búsqueda, enviar una página.

toolkit-title = Guía práctica
toolkit-lead = Guías, palabras clave, resultados y recursos para organizaciones de vivienda y de educación. Lea en el orden que quiera.
toolkit-all-pages = Todas las páginas
toolkit-nav = Guía práctica
toolkit-nav-phone = Guía práctica, teléfono
toolkit-aside = Compartir y ayuda
toolkit-ends = Página anterior y siguiente
toolkit-previous = Página anterior:
toolkit-next = Página siguiente:
toolkit-top = Volver arriba
toolkit-back = Volver a la página
toolkit-contents = En esta página
toolkit-brief = En pocas palabras
toolkit-footnotes = Notas
toolkit-note = Nota { $n }
toolkit-note-back = Volver al texto de la nota { $n }
toolkit-note-back-short = Volver
toolkit-all-terms = Todas las palabras clave
toolkit-stage = Etapa { $n }
toolkit-stage-of = Etapa { $n } de { $total }
toolkit-minutes = { $n ->
    [one] 1 minuto de lectura
   *[other] { $n } minutos de lectura
}
toolkit-updated = Actualizado el { $date }
toolkit-other-language = Esta página todavía no está en español.
toolkit-other-language-text = La ve en el idioma en que se escribió.

toolkit-section-start = Empiece aquí
toolkit-section-stages = Las cinco etapas
toolkit-section-outcomes = Resultados
toolkit-section-sectors = Cómo funciona cada sector
toolkit-section-tools = Palabras y herramientas
toolkit-section-cases = Lo que hicieron otros
toolkit-section-local = De esta comunidad
toolkit-section-about = Acerca de la guía

toolkit-helps-with = Esto ayuda con:
toolkit-unanswered = Sin respuesta
toolkit-try = Pruébelo en su cuaderno
toolkit-try-text = Estas son las preguntas de la etapa { $n }. Responda hoy lo que pueda. “Todavía no” también es una buena respuesta.
toolkit-try-open = Abrir la etapa { $n } en su cuaderno
toolkit-own = Su cuaderno

toolkit-share = Compartir con un colega
toolkit-share-text = Recibirá esta página por correo electrónico.
toolkit-share-lead = Recibirá por correo electrónico un enlace a esta página, con su nombre y su mensaje.
toolkit-share-to = Correo electrónico de esa persona
toolkit-share-hint = Separe varias direcciones con comas.
toolkit-share-start = Dónde empieza el enlace
toolkit-share-whole = Toda la página
toolkit-share-send = Enviar esta página
toolkit-share-no-mail = Copie el enlace de abajo y páselo en un mensaje suyo.
toolkit-link = Enlace a esta página
toolkit-copy = Copiar el enlace
toolkit-print = Imprimir
toolkit-print-page = Esta página (PDF)
toolkit-print-stage = Toda la etapa { $n } (PDF)
toolkit-print-book = Toda la guía (PDF)
toolkit-print-questions = Preguntas de esta etapa
toolkit-print-terms = Palabras clave de esta etapa

toolkit-filter = Mostrar
toolkit-shown = Se muestran { $n } de { $total }
toolkit-count-shown = { "Se muestran {n} de {total}" }
toolkit-none = Nada coincide con todo esto.
toolkit-show-all = Mostrar todo
toolkit-by-sector = Sector
toolkit-any-sector = Los dos sectores
toolkit-by-age = Etapa de la vida
toolkit-any-age = Todas las edades
toolkit-by-data = Fuente de datos
toolkit-any-data = Todas las fuentes
toolkit-by-stage = Etapa
toolkit-any-stage = Todas las etapas
toolkit-by-kind = Tipo
toolkit-any-kind = Todos los tipos
toolkit-is-housing = Vivienda
toolkit-is-education = Educación
toolkit-is-both = Los dos sectores
toolkit-is-early-childhood = Primera infancia
toolkit-is-school-age = Edad escolar
toolkit-is-young-adult = Jóvenes adultos
toolkit-is-comprehensive = Para todas las etapas
toolkit-is-guide = Guía
toolkit-is-toolkit = Guía práctica
toolkit-is-tool = Herramienta
toolkit-is-template = Plantilla
toolkit-is-data = Datos
toolkit-is-case-study = Estudio de caso
toolkit-is-study = Estudio
toolkit-is-framework = Marco de trabajo
toolkit-is-article = Artículo
toolkit-is-video = Video
toolkit-also = También: { $names }
toolkit-outcomes = Doce resultados
toolkit-open-all = Abrir todos
toolkit-close-all = Cerrar todos
toolkit-csv = Tabla (CSV)
toolkit-csv-name = resultados.csv
toolkit-what = Qué es
toolkit-why = Por qué le importa al otro sector
toolkit-indicators = Indicadores
toolkit-indicators-of = Indicadores de { $outcome }
toolkit-indicator = Indicador
toolkit-metric = Ejemplo de medida
toolkit-source = Fuente habitual
toolkit-limit = Lo que no muestra
toolkit-helps = Qué ayuda
toolkit-related = Se relaciona sobre todo con:
toolkit-sources = Fuentes
toolkit-data = De dónde vienen los números
toolkit-resources = Recursos
toolkit-no-address = Búsquelo por su título

search-title = Buscar en la guía
search-title-for = Buscar: { $q }
search-label = Buscar en la guía
search-go = Buscar
search-hint = Escriba una palabra, por ejemplo “asistencia” o “vale”. Se busca en las guías, las palabras clave, los resultados, los recursos y las preguntas.
search-better = ¿Quiso decir
search-none = No se encontró nada para “{ $q }”. Pruebe con otra palabra o mire
search-loose = Ninguna página tiene todas estas palabras. Estas tienen algunas.
search-count = { $n ->
    [one] 1 resultado
   *[other] { $n } resultados
}
search-term = Palabra clave
search-page = Página
search-outcome = Resultado
search-section = Sección
search-question = Pregunta
search-resource = Recurso
