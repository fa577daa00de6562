// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace shell {

//! One way to begin, as a card: a picture, its name, and what it does.
class OfferCard : public QPushButton
{
    Q_OBJECT
public:
    //! \a icon is a name of look::icon().
    OfferCard(const QString &icon, const QString &name, const QString &what, QWidget *parent = nullptr);

    void setOffer(const QString &name, const QString &what);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_icon, m_what;
};

} // namespace shell
