### Páginas sobre las organizaciones de una alianza. Las etiquetas de tipos y campos están en partners.ftl.

partners-lead = Las organizaciones que trabajan juntas, qué aporta cada una y a quién llamar.
partners-list = Todas las organizaciones
partners-add = Agregar una organización
partners-import = Importar una lista
partners-csv = Exportar CSV
partners-xlsx = Exportar XLSX
partners-none = Todavía no hay organizaciones. Agregue la primera, o importe una lista.
partners-none-viewer = Todavía no hay organizaciones. Los miembros pueden agregarlas.
partners-nothing-found = Ninguna organización coincide. Cambie o quite los filtros.
partners-column-name = Organización
partners-count = { $n ->
    [one] 1 organización
   *[other] { $n } organizaciones
}
partners-shown = { $n } de { $total } organizaciones
partners-no-backup = Sin suplente
partners-no-contact = Sin contacto
partners-contact-unnamed = Todavía sin nombre

partners-filter = Filtrar las organizaciones
partners-filter-q = Palabras que busca
partners-filter-sector = Sector
partners-filter-any-sector = Todos los sectores
partners-filter-power = Capacidad de decidir
partners-filter-backup = Contacto suplente
partners-filter-any = Cualquiera
partners-filter-go = Mostrar
partners-filter-clear = Quitar los filtros

partners-missing = Quién falta
partners-missing-lead = La guía práctica nombra cinco tipos de organizaciones. Nadie representa todavía a estos:
partners-missing-none = Están los cinco tipos de organizaciones que nombra la guía práctica.
partners-missing-who = ¿Quién podría ser?
partners-missing-hint = Elija uno para agregarlo.

## Una organización
partner-about = Acerca de la organización
partner-members = Miembros que hablan por ella
partner-members-none = Nadie todavía
partner-contacts = A quién llamar
partner-contacts-hidden = Los miembros y las personas responsables ven los correos y los teléfonos.
partner-contacts-seen = Los miembros y las personas responsables ven los correos y los teléfonos de los contactos. Quienes tienen lectura no los ven.
partner-rests-on-one = Si esta persona se va, se pierde el contacto. Elija a alguien de respaldo.
partner-backbone = Convoca la alianza
partner-edit-go = Cambiar
partner-remove = Quitar esta organización
partner-merge = Unirla con otra entrada

## El formulario
partner-edit = Cambiar la organización
partner-edit-lead = Solo hacen falta el nombre y el sector. Lo demás puede completarlo después.
partner-name = Nombre de la organización
partner-part-work = Qué hace
partner-not-said = Sin decir
partner-hint-sector = Puede dejarlo abierto si elige un tipo.
partner-hint-letters = Dos letras o cifras para su ficha, como MH. Si lo deja en blanco, las elegimos.
partner-hint-website = Como milbrook.org
partner-hint-brings = Personas, datos, espacios, dinero, confianza.
partner-hint-decision = Cuánto puede decidir en lo que hacen en conjunto.
partner-hint-funding = Cuánto puede pagar en lo que hacen en conjunto.
partner-hint-populations = Familias, edades, idiomas.
partner-hint-places = Vecindarios, zonas escolares, complejos de viviendas. Uno en cada línea.
partner-hint-existing = Grupos y mesas donde ya trabaja con otras organizaciones.
partner-main-hint = La persona a quien llama primero.
partner-backup-hint = La persona a quien llama cuando el contacto principal no está o se va.
partner-contact-name = Nombre
partner-contact-job = Cargo
partner-contact-email = Correo electrónico
partner-contact-phone = Teléfono
partner-contact-level = Su lugar en la organización

## Lo que puede estar mal en un campo
partner-problem-name = Escriba cómo se llama la organización.
partner-problem-sector = Elija un sector, o un tipo de organización.
partner-problem-missing = Complete este campo.
partner-problem-long = Aquí caben { $limit } caracteres. Acórtelo.
partner-problem-email = A este correo le falta algo. Escríbalo como rosa@example.org.
partner-problem-website = Esta no es la dirección de un sitio web. Escríbala como milbrook.org.
partner-problem-letters = Escriba dos letras o cifras, como MH.
partner-problem-choice = Esto no está en la lista. Elija una opción de la lista.
partner-problem-other-sector = Este tipo es de otro sector. Cambie el tipo o el sector.
partner-problem-taken = Otra organización tiene estas letras. Escriba otras, o déjelo en blanco.
partner-problem-full = En una alianza caben { $n } organizaciones. Primero quite una.

## Quitar
partner-removal-warn = Esto no se puede deshacer.
partner-removal-merge = Si la misma organización está dos veces en la lista, una las dos entradas. Así no se pierde nada.
partner-removal-members = { $n ->
    [one] 1 miembro habla por ella. Se queda, y no habla por nadie.
   *[other] { $n } miembros hablan por ella. Se quedan, y no hablan por nadie.
}
partner-removal-rounds = { $n ->
    [one] Participa en 1 ronda abierta, y sale de ella.
   *[other] Participa en { $n } rondas abiertas, y sale de ellas.
}
partner-removal-answers = { $n ->
    [one] 1 persona de ella está respondiendo en una ronda abierta. Sus respuestas se eliminan.
   *[other] { $n } personas de ella están respondiendo en rondas abiertas. Sus respuestas se eliminan.
}
partner-removal-steps = { $n ->
    [one] Es responsable de 1 próximo paso, que queda sin responsable.
   *[other] Es responsable de { $n } próximos pasos, que quedan sin responsable.
}
partner-removal-type = Escriba “{ $name }” para mostrar que está de acuerdo
partner-removal-wrong = Ese no es el nombre de la organización. Escríbalo como aparece, o vuelva atrás.
partner-removal-go = Quitar la organización
partner-removal-not-now = Esta organización participa en una ronda abierta.
partner-removal-ask = Se eliminarían respuestas de personas, así que ahora solo una persona responsable puede quitarla. Pídaselo a una, o espere a que la ronda se cierre.

## Unir dos entradas
partner-merge-lead = ¿La misma organización está dos veces en la lista? Elija qué se queda, campo por campo.
partner-merge-with = La otra entrada
partner-merge-with-hint = Pasa a formar parte de la de arriba.
partner-merge-look = Ver las dos
partner-merge-nobody = No hay otra organización.
partner-merge-warn = “{ $name }” sale de la lista. Esto no se puede deshacer.
partner-merge-moves = Sus miembros, su parte en las rondas y sus próximos pasos pasan a “{ $name }”.
partner-merge-swap = Mejor conservar la otra
partner-merge-same = Las dos dicen lo mismo en todos los campos.
partner-merge-choose = Aquí se ve en qué difieren. Todo lo demás queda como está.
partner-merge-nothing = Nada
partner-merge-both = Las dos, una debajo de la otra
partner-merge-go = Unirlas

## Importar
partner-import-lead = Traiga una lista que ya tiene: una fila por organización, con encabezados. Verá lo que entendimos antes de que se guarde algo.
partner-import-file = Archivo
partner-import-hint = CSV o XLSX, como máximo { $n } MB y { $rows } filas. Una columna se llama Organización o Nombre.
partner-import-look = Ver qué contiene
partner-import-template = ¿Todavía no tiene una lista?
partner-import-template-text = Llene nuestra hoja vacía y vuelva.
partner-import-template-csv = Hoja vacía, CSV
partner-import-template-xlsx = Hoja vacía, XLSX
partner-import-empty = En este archivo no hay organizaciones. Elija otro.
partner-import-too-big = Este archivo es demasiado grande. Puede tener { $n } MB. Divídalo en otros más pequeños.
partner-import-other-format = Este archivo no es una tabla que podamos leer. Guárdelo como CSV o XLSX.
partner-import-damaged = Esta hoja de cálculo está dañada o bloqueada. Guárdela otra vez sin contraseña.
partner-import-too-much = Este archivo contiene demasiado. Divídalo en otros más pequeños.
partner-import-rows = Este archivo tiene { $rows } filas. Puede tener { $limit }. Divídalo en otros más pequeños.
partner-import-columns = Este archivo tiene más de { $n } columnas. Quite las que no necesita.
partner-import-no-name = Ninguna columna se llama Organización o Nombre. Encontramos: { $found }.
partner-import-sheets = Leímos la hoja “{ $sheet }”. No leímos: { $others }.
partner-import-above = Los encabezados están en la fila { $n }. No leímos lo que está arriba.
partner-import-unknown = No conocemos estas columnas y las dejamos fuera: { $columns }.
partner-import-room = Hay lugar para { $n ->
    [one] 1 organización más
   *[other] { $n } organizaciones más
}. Deje algunas fuera.
partner-import-of-row = { $name } (fila { $row })
partner-import-add = Agregarla
partner-import-skip = Dejarla fuera
partner-import-join = Unirla con { $name }
partner-import-alike = Se parece a { $name }: { $why }.
partner-import-done = { $n ->
    [0] No se importó nada.
    [one] Se importó 1 fila.
   *[other] Se importaron { $n } filas.
}
partner-reason-name = el mismo nombre
partner-reason-website = el mismo sitio web, { $domain }
partner-reason-close = un nombre casi igual

partner-preview = Lo que contiene el archivo
partner-preview-lead = Todavía no se guarda nada. Elija qué pasa con cada fila.
partner-preview-bad = { $n ->
    [one] 1 fila tiene un problema
   *[other] { $n } filas tienen problemas
}
partner-preview-bad-text = Estas filas quedan fuera. Corríjalas en su archivo e impórtelo otra vez, o agréguelas a mano después.
partner-preview-good = { $n ->
    [one] 1 fila está bien
   *[other] { $n } filas están bien
}
partner-preview-alike = { $n ->
    [one] 1 de ellas se parece a una organización que ya está.
   *[other] { $n } de ellas se parecen a organizaciones que ya están.
}
partner-preview-row = Fila
partner-preview-number = Fila { $n }
partner-preview-column = Columna
partner-preview-cell = Qué dice
partner-preview-empty = Nada
partner-preview-problem = Qué corregir
partner-preview-what = Qué pasa con ella
partner-preview-what-with = Qué pasa con { $name }
partner-preview-go = Importar
partner-preview-again = Elegir otro archivo
