# Los mensajes que envía Crosswalk. { $instance } es el nombre del sitio, { $sender } el nombre o la dirección de una persona.

## Invitación: una persona envía el cuaderno a otra
mail-invitation-subject = { $sender } comparte con usted un cuaderno de preparación
mail-invitation-subject-titled = { $sender } comparte con usted un cuaderno de preparación: { $title }
mail-invitation-opening = { $sender } ({ $address }) comparte con usted un cuaderno de preparación.
mail-invitation-opening-titled = { $sender } ({ $address }) comparte con usted el cuaderno de preparación «{ $title }».
mail-invitation-opening-plain = { $address } comparte con usted un cuaderno de preparación.
mail-invitation-opening-plain-titled = { $address } comparte con usted el cuaderno de preparación «{ $title }».
mail-invitation-what = Contiene preguntas que los socios de vivienda y educación responden juntos para ver en qué trabajar después. No necesita una cuenta.
mail-invitation-message = Su mensaje:
mail-invitation-open = Abrir el cuaderno
mail-invitation-edit = Cualquier persona con este enlace puede leer y cambiar las respuestas. Compártalo solo con las personas con quienes trabaja.
mail-invitation-read = Con este enlace puede leer el cuaderno. No puede cambiarlo.
mail-invitation-pdf = El cuaderno, tal como está ahora, va adjunto como PDF.
mail-invitation-why = Recibe este mensaje porque { $sender } ({ $address }) escribió su dirección en { $instance }. Si responde, su respuesta le llega a esa persona.
mail-invitation-why-plain = Recibe este mensaje porque { $address } escribió su dirección en { $instance }. Si responde, su respuesta le llega a esa persona.

## Su enlace: una persona envía el enlace de un cuaderno a su propia dirección
mail-your-link-subject = El enlace de su cuaderno de preparación
mail-your-link-subject-titled = El enlace de su cuaderno de preparación: { $title }
mail-your-link-opening = Este es el enlace de su cuaderno de preparación.
mail-your-link-opening-titled = Este es el enlace de su cuaderno de preparación «{ $title }».
mail-your-link-open = Abrir su cuaderno
mail-your-link-keep = Guarde este mensaje. Cualquier persona con este enlace puede leer y cambiar las respuestas.
mail-your-link-keep-read = Guarde este mensaje. Con este enlace puede leer el cuaderno. No puede cambiarlo.
mail-your-link-why = Recibe este mensaje porque alguien escribió su dirección en { $instance } para recibir el enlace. Si no fue usted, puede borrar este mensaje.

## Confirmar: antes del primer mensaje, quien lo envía muestra que la dirección es suya
mail-confirm-subject = Confirme su dirección para enviar el cuaderno
mail-confirm-opening = Usted pidió a { $instance } que envíe un cuaderno de preparación a otras personas. Confirme que esta dirección es suya. Después se enviará su mensaje.
mail-confirm-open = Confirmar mi dirección
mail-confirm-hours = { $hours ->
    [one] Este enlace sirve durante una hora.
   *[other] Este enlace sirve durante { $hours } horas.
}
mail-confirm-not-you = Si no fue usted, borre este mensaje. No se enviará nada en su nombre.
mail-confirm-why = Recibe este mensaje porque alguien escribió su dirección en { $instance } como remitente.

## Pie de cada mensaje
mail-stop = No recibir más correo de { $instance } en esta dirección
mail-page-subject = { $sender } le envió una página: { $title }
mail-page-opening = { $sender } ({ $address }) cree que esta página le puede servir: “{ $title }”.
mail-page-opening-plain = { $address } cree que esta página le puede servir: “{ $title }”.
mail-page-open = Leer la página

## Iniciar sesión: un enlace en lugar de una contraseña
mail-sign-in-subject = Inicie sesión en { $instance }
mail-sign-in-opening = Este es el enlace para iniciar sesión en { $instance }.
mail-sign-in-open = Iniciar sesión
mail-sign-in-minutes = Este enlace sirve una sola vez, durante { $minutes } minutos.
mail-sign-in-why = Recibe este mensaje porque alguien escribió su dirección en { $instance } para iniciar sesión. Si no fue usted, puede borrar este mensaje. Nadie puede entrar sin él.

## Unirse: alguien invita a una persona a una alianza
mail-join-subject = { $who } le invita a { $partnership }
mail-join-opening = { $who } le invita a unirse a “{ $partnership }”. Es un grupo de organizaciones de vivienda y educación que trabajan juntas por los mismos niños.
mail-join-open = Ver la invitación
mail-join-why = Recibe este mensaje porque { $who } escribió su dirección en { $instance }. La invitación vence el { $when }.
mail-join-reminder-subject = Recordatorio: { $who } le invita a { $partnership }
mail-join-reminder-opening = Hace unos días le invitaron a unirse a “{ $partnership }”. La invitación sigue en pie.
mail-join-reminder-open = Ver la invitación
mail-join-reminder-why = Recibe este mensaje porque { $who } escribió su dirección en { $instance }. La invitación vence el { $when }.

## Rondas de una alianza. { $what } es la ronda, { $when } su último día.
mail-round-opened-subject = { $partnership }: esperamos sus respuestas hasta el { $when }
mail-round-opened-opening = { $who } abrió la ronda “{ $what }” de { $partnership }. Por favor responda la lista antes del { $when }, a solas y según lo que sepa. Toma unos 20 minutos. Nadie ve las respuestas de los demás antes de que la ronda se cierre.
mail-round-opened-open = Empezar a responder
mail-round-opened-why = Recibe este mensaje porque usted habla por una organización de { $partnership } en { $instance }.
mail-round-reminder-subject = { $partnership }: “{ $what }” se cierra el { $when }
mail-round-reminder-opening = La ronda “{ $what }” de { $partnership } se cierra el { $when }. Todavía faltan sus respuestas, o no nos ha dicho que terminó.
mail-round-reminder-open = Ir a la ronda
mail-round-reminder-why = Recibe este mensaje porque usted habla por una organización de { $partnership } en { $instance }.

## Paso por vencer: se acerca el día de un próximo paso
mail-step-due-subject = Su próximo paso para el { $when }: { $what }
mail-step-due-opening = Usted se encarga de un próximo paso de “{ $partnership }”. Su día es el { $when }: { $what }
mail-step-due-open = Ver los próximos pasos
mail-step-due-why = Recibe este mensaje una vez por cada paso, porque usted es responsable de él en { $instance }.
