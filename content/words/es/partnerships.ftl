### Una alianza: su inicio, personas y ajustes. Las palabras de sus otras páginas están en archivos propios.

partnerships-title = Sus alianzas
partnerships-lead = Las alianzas en las que usted participa. Cada una tiene sus personas, su cuaderno y sus rondas.
partnerships-none = Usted todavía no participa en ninguna alianza. Empiece una o pida una invitación.
partnerships-deleted = Eliminada
partnership-new = Empezar una alianza
partnership-new-lead = Un lugar para las organizaciones que trabajan juntas por los mismos niños. Usted será la primera persona responsable, la que la dirige. La alianza recibe un cuaderno propio.
partnership-name = Nombre de la alianza
partnership-name-hint = Por ejemplo: Milbrook Homes & Schools
partnership-name-empty = Escriba cómo se llama la alianza.
partnership-community = Ciudad, condado o región
partnership-community-hint = Puede dejarlo en blanco.
partnership-start = Empezar

role-viewer = Lectura
role-member = Miembro
role-steward = Responsable
former-member = una persona que ya no participa

settings-title = Ajustes de la alianza
settings-purpose = Para qué existe, en una frase
settings-purpose-hint = Por ejemplo: para que los niños de la vivienda pública lleguen a la escuela todos los días
settings-places = Lugares que atiende
settings-places-hint = Barrios, zonas escolares o conjuntos de vivienda, separados por comas.
settings-backbone = Quién la convoca
settings-backbone-hint = La organización coordinadora. Su nombre aparece en el encabezado.
settings-backbone-none = Nadie todavía
settings-backbone-unknown = Elija una de las organizaciones asociadas.
settings-languages = Idiomas de sus personas
settings-languages-hint = El primero se usa en los correos a quienes no eligieron ninguno.
settings-color = Color del encabezado
settings-color-hint = En la forma #rrggbb, o en blanco para usar el nuestro. El texto blanco debe leerse bien encima.
settings-color-odd = Escriba el color con # y seis cifras o letras de la a a la f, como #0e4c92.
settings-color-pale = El texto blanco se lee mal sobre este color. Elija uno más oscuro.
settings-link = El enlace del cuaderno
settings-link-text = Los miembros llegan al cuaderno del equipo por su enlace privado. Cuando alguien se vaya, haga un enlace nuevo: el anterior deja de servir de inmediato, también donde lo envió por correo.
settings-link-new = Hacer un enlace nuevo
partnership-delete = Eliminar la alianza
partnership-delete-warn = Esto elimina la alianza, sus rondas y sus cuadernos para todas las personas.
partnership-delete-wrong = Ese no es el nombre de la alianza. Escríbalo como aparece, o vuelva atrás.
partnership-delete-go = Eliminar la alianza
partnership-deleted = La alianza se eliminó
partnership-deleted-text = Puede recuperarla hasta el { $date }. Después desaparece para siempre, con sus cuadernos y rondas.

archive-title = Llévesela
archive-text = Un solo archivo con todo lo que pueden ver los responsables: tablas, PDF y una copia que otro sitio de Crosswalk puede leer. Lleva nombres y correos de personas: guárdelo donde solo lleguen las personas indicadas. Lo que cada quien respondió a solas en las rondas no está; los resultados sí.
archive-get = Descargar la alianza
archive-readme = Una alianza, sacada de Crosswalk
    {""}
    partnership.json    todo, para programas: otro sitio de Crosswalk lo lee
    workbook.*          las respuestas del equipo: PDF para leer, CSV para hojas de cálculo, JSON para Crosswalk
    workbooks/          otros cuadernos, si los hay
    rounds/             lo que muestran los resultados de cada ronda cerrada, la más antigua primero
    organizations.csv   organizaciones y sus contactos
    people.csv          miembros
    next-steps.csv      próximos pasos
    agenda.csv          la agenda
    evidence.csv        en qué se apoyan las respuestas
    meetings.csv        lo que salió de las reuniones
    activity.csv        quién hizo qué
    {""}
    Lleva nombres y correos. Guárdelo donde solo lleguen las personas indicadas.
    No está aquí: lo que cada persona respondió a solas, y las rondas que siguen abiertas.
    Para traerla a otro sitio: inicie sesión allí, abra «Sus alianzas» y luego «Traer una alianza».
partnership-import = Traer una alianza
partnership-import-lead = De otro sitio de Crosswalk, o de un archivo que guardó. Se vuelve una alianza nueva, y usted es responsable de ella.
partnership-import-file = Archivo de la alianza
partnership-import-hint = El archivo .zip de «Llévesela» en los ajustes de una alianza, de hasta { $n } MB.
partnership-import-people = Nadie más se vuelve miembro con esto. Sus nombres vienen, y usted los invita cuando quiera.
partnership-import-go = Traerla
partnership-import-not-ours = Este no es el archivo de una alianza. Elija el archivo .zip que un responsable descargó en los ajustes.
partnership-import-newer = Este archivo lo hizo un Crosswalk más nuevo que este. Pida a quien administra este sitio que lo actualice.
partnership-import-unpacked = Descomprimido, este archivo pasa de { $n } MB. Este sitio no puede recibir tanto.
partnership-import-checklist = Una ronda o un cuaderno de este archivo responde la lista { $what }, que este sitio no tiene. Pida a quien administra este sitio que la agregue.
partnership-import-odd = Algo en este archivo no encaja: { $part }. No se trajo nada. Descargue el archivo otra vez en el otro sitio y déjelo como está.

people-lead = Quién participa en la alianza y por qué organización habla.
people-members = Miembros
people-you = Usted
people-change = Cambiar
people-role = Qué puede hacer
people-role-hint = Con lectura se puede leer. Los miembros responden, agregan y cambian. Las personas responsables dirigen la alianza.
people-organization = Organización
people-no-organization = Ninguna
people-level = Su nivel en ella
people-level-none = Sin decir
people-level-front-line = Atención directa
people-level-program = Programa
people-level-executive = Dirección
people-awaited = Aún no está aquí
people-awaited-some = { $n ->
    [one] Una persona llegó con el archivo de otro sitio y aún no ha iniciado sesión aquí. No recibe correo hasta que se una.
   *[other] { $n } personas llegaron con el archivo de otro sitio y aún no han iniciado sesión aquí. No reciben correo hasta que se unan.
}
people-awaited-invite = Abra su línea para invitarlas: quien se una se queda con sus próximos pasos.
people-invite-awaited = Invitar
people-leave = Salir de la alianza
people-remove = Sacar de la alianza
people-last-steward = Una alianza necesita una persona responsable. Primero nombre a otra.
people-invite = Invitar personas
people-to = Correos electrónicos
people-to-hint = Ponga una coma entre las direcciones.
people-speak = Hablan por
people-send = Enviar la invitación
people-make-link = Mejor hacer un enlace
people-no-mail = Haga un enlace y páselo usted.
people-invited = Personas invitadas que aún no llegan
people-invited-none = Nadie. Aquí se ven las invitaciones que esperan.
people-by-link = Invitación por enlace
people-until = hasta el { $date }
people-reminded = enviada otra vez el { $date }
people-remind = Enviarla otra vez
people-withdraw = Retirarla

join-title = Invitación
join-to = Unirse a { $name }
join-by = { $who } le invita.
join-speak = Usted hablaría por { $name }.
join-role = Su papel sería: { $role }.
join-go = Unirse
join-sign-in-text = Para unirse, necesitamos saber quién es usted. No hay contraseña: le enviamos un enlace por correo.
join-sign-in = Iniciar sesión y unirse
join-ended = La invitación venció, ya se usó o se retiró. Pida una nueva a la persona que le invitó.

claim-title = Llevar este cuaderno a una alianza
claim-lead = Allí será la respuesta propia del equipo. No se pierde nada: las respuestas, notas, historial y copias con fecha se quedan, y los enlaces siguen sirviendo.
claim-into = A qué alianza
claim-new-hint = Para una alianza nueva, escriba su nombre:
claim-go = Llevarlo
claim-done = Este cuaderno ya pertenece a una alianza.
claim-link = Llevar a una alianza

activity-started = { $who } empezó la alianza.
activity-settings-changed = { $who } cambió los ajustes.
activity-deleted = { $who } eliminó la alianza.
activity-brought-back = { $who } recuperó la alianza.
activity-invited = { $who } invitó a alguien.
activity-invitation-withdrawn = { $who } retiró una invitación.
activity-joined = { $who } se unió.
activity-left = { $who } salió.
activity-member-removed = { $who } sacó a alguien de la alianza.
activity-member-changed = { $who } cambió lo que un miembro puede hacer o por quién habla.
activity-workbook-added = { $who } trajo el cuaderno “{ $what }”.
activity-link-renewed = { $who } hizo un enlace nuevo para el cuaderno.
activity-partner-added = { $who } agregó { $what }.
activity-partner-changed = { $who } cambió { $what }.
activity-partner-removed = { $who } quitó { $what }.
activity-partners-imported = { $who } importó organizaciones: { $what }.
activity-partners-merged = { $who } unió dos entradas en una: { $what }.
activity-round-opened = { $who } abrió la ronda “{ $what }”.
activity-round-closed = { $who } cerró la ronda “{ $what }”.
activity-round-closed-itself = La ronda “{ $what }” se cerró.
activity-round-answered = { $who } respondió en la ronda “{ $what }”.
activity-agenda-added = { $who } puso “{ $what }” en la agenda.
activity-agreed = { $who } anotó la respuesta del equipo a “{ $what }”.
activity-step-added = { $who } agregó un próximo paso: { $what }
activity-step-done = { $who } terminó un próximo paso: { $what }
activity-step-changed = { $who } cambió un próximo paso: { $what }
activity-step-removed = { $who } quitó un próximo paso: { $what }
activity-evidence-added = { $who } agregó una prueba para “{ $what }”.
activity-evidence-removed = { $who } quitó una prueba de “{ $what }”.
activity-meeting-started = { $who } empezó una reunión.
activity-meeting-ended = { $who } terminó una reunión.
activity-exported = { $who } descargó toda la alianza en un archivo.
activity-imported = { $who } trajo la alianza desde el archivo de otro sitio.

home-partners = { $n ->
    [0] Todavía no hay organizaciones.
    [one] 1 organización.
   *[other] { $n } organizaciones.
}
partnership-stages = Las cinco etapas
home-next = Trabajen ahora en esto
home-rounds = Rondas abiertas
home-round-done = Usted ya terminó
home-no-steps = Todavía no hay próximos pasos. Salen de los resultados y de las reuniones.
home-more-steps = { $n ->
    [one] Mostrar un próximo paso más
   *[other] Mostrar { $n } próximos pasos más
}
home-all-steps = Todos los próximos pasos
home-changed = Qué cambió en estos días
home-nothing = Nada en las últimas dos semanas.
home-meeting = En la sala
home-meeting-text = Conversen sobre lo que está en la agenda y respondan juntos con sus teléfonos.
home-meetings = Reuniones
home-alone = Depende de una sola persona
home-alone-text = Si una de estas personas se va, se pierde el contacto. Elija a alguien de respaldo.
home-alone-none = Cada organización con un contacto tiene uno suplente.
home-alone-at = único contacto en { $name }
home-backup = Elegir un contacto suplente
home-sectors = Organizaciones por sector
home-no-partners = Todavía no hay organizaciones. Agregue la primera o importe una lista.
